package org.holdfast.chain.bitcoin;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var classes = HouseRules.mainClasses("org.holdfast.chain.bitcoin");
        HouseRules.checkEverywhere(classes);
        HouseRules.checkExact(classes);
    }
}
