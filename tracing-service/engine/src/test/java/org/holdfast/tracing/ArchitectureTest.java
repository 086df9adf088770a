package org.holdfast.tracing;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        HouseRules.checkInner(HouseRules.mainClasses("org.holdfast.tracing"), "org.holdfast.tracing..");
    }
}
