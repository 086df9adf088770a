package org.holdfast.chain.evm;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var classes = HouseRules.mainClasses("org.holdfast.chain.evm");
        HouseRules.checkEverywhere(classes);
        HouseRules.checkExact(classes);
    }
}
