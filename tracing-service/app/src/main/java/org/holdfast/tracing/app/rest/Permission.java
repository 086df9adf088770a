package org.holdfast.tracing.app.rest;

import java.util.Map;
import java.util.Set;

/** What a request needs, and who has it. A role that is not named here may do nothing. */
enum Permission {
    /** Reading chains, labels, traces, metrics. */
    READ("read"),
    /** Asking for traces and cancelling one's own; recomputing an index's sums. */
    TRACE("trace"),
    /** Taking in labels. */
    LABEL("label"),
    /** Withdrawing a label, by which holds fall, and cancelling anybody's trace. */
    OVERSEE("oversee");

    private static final Map<String, Set<Permission>> BY_ROLE = Map.of(
            "investigator", Set.of(READ, TRACE, LABEL),
            "supervisor", Set.of(READ, TRACE, LABEL, OVERSEE),
            "prosecutor", Set.of(READ),
            "auditor", Set.of(READ));

    private final String words;

    Permission(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean isOf(Officer officer) {
        return BY_ROLE.getOrDefault(officer.role(), Set.of()).contains(this);
    }
}
