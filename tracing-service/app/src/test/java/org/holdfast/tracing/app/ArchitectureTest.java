package org.holdfast.tracing.app;

import org.holdfast.testkit.AppRules;
import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var classes = HouseRules.mainClasses("org.holdfast.tracing.app");
        HouseRules.checkEverywhere(classes);
        AppRules.check(classes, "org.holdfast.tracing.app");
    }
}
