package org.holdfast.records;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.holdfast.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void obeysTheHouseRules() {
        var handWritten = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/v1/"))
                .importPackages("org.holdfast.records");
        HouseRules.checkEverywhere(handWritten);
        HouseRules.checkExact(handWritten);
    }
}
