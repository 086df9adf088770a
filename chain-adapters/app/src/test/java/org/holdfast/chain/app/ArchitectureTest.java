package org.holdfast.chain.app;

import org.holdfast.testkit.AppRules;
import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        HouseRules.checkEverywhere(HouseRules.mainClasses("org.holdfast.chain.app"));
    }

    @Test
    void keepsFeaturesAndAdaptersApart() {
        AppRules.check(HouseRules.mainClasses("org.holdfast.chain.app"), "org.holdfast.chain.app");
    }
}
