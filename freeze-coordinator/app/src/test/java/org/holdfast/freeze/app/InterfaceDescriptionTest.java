package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.holdfast.freeze.app.access.Words;
import org.holdfast.freeze.app.exchange.rest.ExchangeController;
import org.holdfast.freeze.app.hold.rest.HoldsController;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** The interface description that is written by hand names what the controllers answer, and nothing else. */
class InterfaceDescriptionTest {
    private static final Path FILE = Path.of("../../contracts/api/src/main/openapi/freeze.yaml");
    private static final List<Class<?>> CONTROLLERS = List.of(HoldsController.class, ExchangeController.class);

    @Test
    void namesEveryPathAndMethod() throws Exception {
        assertThat(described()).isNotEmpty().isEqualTo(answered());
    }

    @Test
    void namesEveryStateAndReason() throws Exception {
        String states = String.join(
                ", ", Stream.of(HoldState.Label.values()).skip(1).map(Words::of).toList());
        String reasons = String.join(
                ", ", Stream.of(ReasonCode.values()).map(ReasonCode::name).toList());
        assertThat(Files.readString(FILE).replaceAll("\\s+", " "))
                .contains("enum: [" + states + "]")
                .contains("enum: [" + reasons + "]");
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
                    RequestMapping whole = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
                    String path = (whole == null ? "" : whole.path()[0])
                            + (mapping.path().length == 0 ? "" : mapping.path()[0]);
                    found.add(mapping.method()[0].name().toLowerCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return found;
    }
}
