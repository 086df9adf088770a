package org.holdfast.chain.spi;

import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var classes = HouseRules.mainClasses("org.holdfast.chain.spi");
        HouseRules.checkEverywhere(classes);
        HouseRules.checkExact(classes);
        HouseRules.MUTABLE_FIELDS_ARE_CONFINED.check(classes);
    }
}
