package org.holdfast.kit;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        HouseRules.checkEverywhere(HouseRules.mainClasses("org.holdfast.kit"));
    }
}
