package org.holdfast.generators;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var classes = HouseRules.mainClasses("org.holdfast.generators");
        HouseRules.checkEverywhere(classes);
        HouseRules.checkExact(classes);
    }
}
