package org.holdfast.freeze;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        HouseRules.checkInner(
                HouseRules.mainClasses("org.holdfast.freeze"),
                "org.holdfast.freeze.decider..",
                "org.holdfast.freeze.hold..",
                "org.holdfast.freeze.legal..",
                "org.holdfast.freeze.coverage..",
                "org.holdfast.freeze.coordination..");
    }
}
