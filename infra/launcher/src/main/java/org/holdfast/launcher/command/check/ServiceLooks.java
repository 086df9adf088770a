package org.holdfast.launcher.command.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.api.health.HealthResponse;

/** The health of a service, as the service tells it. */
final class ServiceLooks {
    /** Counts in the details of a healthy part that ask for a look. */
    private static final Map<String, String> COUNTS = new TreeMap<>(Map.of(
            "holdsThatNeedDecision", "holds need a decision, since their facts were withdrawn: holds --needs-decision",
            "quarantined", "records are in quarantine",
            "stuckProcesses", "processes are stuck",
            "parkedEvents", "events are parked"));

    private ServiceLooks() {}

    static List<Finding> of(String service, HealthResponse readiness, HealthResponse health) {
        var findings = new ArrayList<Finding>();
        findings.add(
                readiness.up()
                        ? Finding.well(service, readiness.status())
                        : Finding.failed(service + ".not-ready", readiness.status()));
        Map<String, HealthResponse.Component> components = health.components();
        if (components != null) {
            new TreeMap<>(components).forEach((name, part) -> findings.addAll(part(service + "." + name, part)));
        }
        return findings;
    }

    private static List<Finding> part(String code, HealthResponse.Component part) {
        Map<String, Object> details = part.details() == null ? Map.of() : part.details();
        if (!part.status().equals(HealthResponse.UP)) {
            return List.of(Finding.failed(code, part.status() + words(details)));
        }
        var findings = new ArrayList<Finding>();
        COUNTS.forEach((name, text) -> {
            if (details.get(name) instanceof Number count && count.longValue() > 0) {
                findings.add(Finding.degraded(code + "." + name, count + " " + text));
            }
        });
        return findings;
    }

    private static String words(Map<String, Object> details) {
        return details.isEmpty()
                ? ""
                : new TreeMap<>(details)
                        .entrySet().stream()
                                .map(detail -> detail.getKey() + ": " + detail.getValue())
                                .collect(Collectors.joining("; ", ": ", ""));
    }
}
