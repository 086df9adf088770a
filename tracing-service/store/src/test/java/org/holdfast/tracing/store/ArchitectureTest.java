package org.holdfast.tracing.store;

import org.holdfast.testkit.AppRules;
import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var classes = HouseRules.mainClasses("org.holdfast.tracing.store");
        HouseRules.checkEverywhere(classes);
        HouseRules.checkExact(classes);
        HouseRules.knowsOnly("org.holdfast.tracing..").check(classes);
        AppRules.noCycles("org.holdfast.tracing.store").check(classes);
    }
}
