package org.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class AppRulesTest {
    private static final String BAD = "org.holdfast.testkit.badapp";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BAD);

    @Test
    void anAdapterThatKnowsAnotherAdapterIsCaught() {
        assertThatThrownBy(() -> AppRules.adaptersApart(BAD).check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Controller")
                .hasMessageContaining("jdbc.Table");
    }

    @Test
    void aFeatureThatKnowsItsAdapterIsCaughtAsACycle() {
        assertThatThrownBy(() -> AppRules.noCycles(BAD).check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected")
                .hasMessageContaining("label.kafka");
    }

    @Test
    void oneTechnologyMayShareItsParts() {
        JavaClasses jdbc = new ClassFileImporter().importPackages(BAD + ".hold.jdbc");
        assertThatCode(() -> AppRules.check(jdbc, BAD)).doesNotThrowAnyException();
    }
}
