package org.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("org.holdfast.testkit.bad");
    private static final JavaClasses CYCLE = new ClassFileImporter().importPackages("org.holdfast.cyclea");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.argumentSet("ambient time", HouseRules.NO_AMBIENT_TIME, "Instant.now()"),
                Arguments.argumentSet("ambient ids", HouseRules.NO_AMBIENT_CHANCE, "UUID.randomUUID()"),
                Arguments.argumentSet("ambient chance", HouseRules.NO_AMBIENT_CHANCE, "Random.<init>()"),
                Arguments.argumentSet("floating field", HouseRules.NO_FLOATING_FIELD, "amount"),
                Arguments.argumentSet("floating signature", HouseRules.NO_FLOATING_SIGNATURE, "ratio"),
                Arguments.argumentSet("open field", HouseRules.MUTABLE_FIELDS_ARE_CONFINED, "BadDomain.mutable"),
                Arguments.argumentSet("static state", HouseRules.MUTABLE_FIELDS_ARE_CONFINED, "BadDomain.shared"),
                Arguments.argumentSet("open class", HouseRules.MUTABLE_FIELDS_ARE_CONFINED, "BadDomain.subclassed"),
                Arguments.argumentSet("changing value", HouseRules.MUTABLE_FIELDS_ARE_CONFINED, "BadValue.changing"),
                Arguments.argumentSet("field injection", HouseRules.NO_FIELD_INJECTION, "mutable"),
                Arguments.argumentSet("console", HouseRules.NO_CONSOLE, "System.out"),
                Arguments.argumentSet("kafka border", HouseRules.LIBRARY_BORDERS.get(1), "FakeClient"),
                Arguments.argumentSet("pure inner", HouseRules.knowsOnly("org.holdfast.testkit.."), "FakeClient"),
                Arguments.argumentSet("null marks", HouseRules.everyPackageIsNullMarked(), "BadDomain"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsCaught(ArchRule rule, String trace) {
        assertThatThrownBy(() -> rule.check(BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(trace);
    }

    @Test
    void aConfinedObjectMayChange() {
        assertThatThrownBy(() -> HouseRules.MUTABLE_FIELDS_ARE_CONFINED.check(BAD))
                .hasMessageNotContaining("Counter.count");
    }

    @Test
    void aCycleIsCaught() {
        assertThatThrownBy(() -> HouseRules.NO_CYCLES.check(CYCLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }
}
