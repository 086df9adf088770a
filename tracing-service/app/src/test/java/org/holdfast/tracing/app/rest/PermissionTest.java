package org.holdfast.tracing.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.id.OfficerId;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who may do what, and that nothing is left open by forgetting. */
class PermissionTest {
    @Test
    void everyMethodThatAnswersSaysWhatItNeeds() {
        var open = new ArrayList<String>();
        for (Class<?> controller : InterfaceDescriptionTest.CONTROLLERS) {
            for (Method method : controller.getDeclaredMethods()) {
                if (AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)
                        && !method.isAnnotationPresent(Needs.class)) {
                    open.add(method.toString());
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void rolesHaveWhatArchitectureGivesThem() {
        assertThat(of("investigator")).containsExactly(Permission.READ, Permission.TRACE, Permission.LABEL);
        assertThat(of("supervisor")).containsExactly(Permission.values());
        assertThat(of("prosecutor")).containsExactly(Permission.READ);
        assertThat(of("auditor")).containsExactly(Permission.READ);
        for (String other : List.of("exchange", "defence", "Investigator", "")) {
            assertThat(of(other)).as(other).isEmpty();
        }
    }

    private static List<Permission> of(String role) {
        var officer = new Officer(new OfficerId("o"), role);
        return Stream.of(Permission.values()).filter(one -> one.isOf(officer)).toList();
    }
}
