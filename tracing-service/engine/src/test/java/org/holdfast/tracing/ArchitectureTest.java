package org.holdfast.tracing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.holdfast.testkit.AppRules;
import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses ENGINE = HouseRules.mainClasses("org.holdfast.tracing");

    @Test
    void obeysTheHouseRules() {
        HouseRules.checkInner(ENGINE, "org.holdfast.tracing..");
    }

    @Test
    void noPackageDependsOnItself() {
        AppRules.noCycles("org.holdfast.tracing").check(ENGINE);
    }

    @Test
    void theOutputModelAndTheAccountModelAreApart() {
        apart("output", "account").check(ENGINE);
        apart("account", "output").check(ENGINE);
    }

    /** Bounds are one table for both models, so the same rule refuses their package. */
    @Test
    void aPackageThatKnowsBothModelsIsCaught() {
        assertThatThrownBy(() -> apart("bound", "account").check(ENGINE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("BoundsTable");
    }

    @Test
    void whatEveryQuestionSharesKnowsNoModel() {
        for (String shared : new String[] {"question", "written", "exact", "block", "flow"}) {
            apart(shared, "output").check(ENGINE);
            apart(shared, "account").check(ENGINE);
        }
    }

    private static ArchRule apart(String one, String other) {
        return noClasses()
                .that()
                .resideInAPackage("org.holdfast.tracing." + one + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.holdfast.tracing." + other + "..");
    }
}
