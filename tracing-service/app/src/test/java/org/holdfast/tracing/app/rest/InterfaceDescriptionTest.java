package org.holdfast.tracing.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.holdfast.tracing.account.origin.LedgerOriginReason;
import org.holdfast.tracing.account.trace.LedgerReason;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.origin.OriginReason;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** The interface description that is written by hand names what the controllers answer, and nothing else. */
class InterfaceDescriptionTest {
    private static final Path FILE = Path.of("../../contracts/api/src/main/openapi/tracing.yaml");
    static final List<Class<?>> CONTROLLERS = List.of(
            ChainsController.class, LabelsController.class, TraceEventsController.class, TracesController.class);

    @Test
    void namesEveryPathAndMethod() throws Exception {
        assertThat(described()).isNotEmpty().isEqualTo(answered());
    }

    @Test
    void namesEveryPolicyAndEveryReasonInOrder() throws Exception {
        String policies =
                String.join(", ", Stream.of(Policy.values()).map(Policy::word).toList());
        String reasons = String.join(
                ", ", Stream.of(EndReason.values()).map(EndReason::word).toList());
        String ofAccounts = String.join(
                ", ", Stream.of(LedgerReason.values()).map(LedgerReason::word).toList());
        String ofOrigins = String.join(
                ", ", Stream.of(OriginReason.values()).map(OriginReason::word).toList());
        String ofAccountOrigins = String.join(
                ", ",
                Stream.of(LedgerOriginReason.values())
                        .map(LedgerOriginReason::word)
                        .toList());
        assertThat(Files.readString(FILE))
                .contains("enum: [" + policies + "]")
                .contains("enum: [" + reasons + "]")
                .contains("enum: [" + ofAccounts + "]")
                .contains("enum: [" + ofOrigins + "]")
                .contains("enum: [" + ofAccountOrigins + "]");
    }

    private static Set<String> described() throws Exception {
        var found = new TreeSet<String>();
        String path = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("  /")) {
                path = line.strip().replaceAll(":$", "");
            } else if (line.matches("    (get|put|post|delete|patch):")) {
                found.add(line.strip().replace(":", "") + " " + path);
            }
        }
        return found;
    }

    private static Set<String> answered() {
        var found = new TreeSet<String>();
        for (Class<?> controller : CONTROLLERS) {
            for (Method method : controller.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    found.add(mapping.method()[0].name().toLowerCase(Locale.ROOT) + " " + mapping.path()[0]);
                }
            }
        }
        return found;
    }
}
