package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackageSizesTest {
    private static final String EXCEPTIONS = "infra/test-kit/src/test/resources/house/large-packages.txt";

    @Test
    void noPackageIsTooLarge() throws Exception {
        var names = new ArrayList<String>();
        for (var file : Repository.files(".java")) {
            names.add(Repository.root().relativize(file).toString().replace('\\', '/'));
        }
        assertThat(PackageSizes.findings(
                        PackageSizes.count(names), PackageSizes.exceptions(Repository.text(EXCEPTIONS))))
                .isEmpty();
    }

    @Test
    void catchesAPackageOneFileTooLarge() {
        assertThat(PackageSizes.findings(PackageSizes.count(files("a", 15)), Map.of()))
                .isEmpty();
        assertThat(PackageSizes.findings(PackageSizes.count(files("a", 16)), Map.of()))
                .singleElement()
                .asString()
                .contains("m/src/main/java/a: 16 files, at most 15");
    }

    @Test
    void catchesAnExceptionThatCouldShrink() {
        var counts = new TreeMap<>(Map.of("m/src/main/java/a", 17));
        assertThat(PackageSizes.findings(counts, Map.of("m/src/main/java/a", 17)))
                .isEmpty();
        assertThat(PackageSizes.findings(counts, Map.of("m/src/main/java/a", 18)))
                .singleElement()
                .asString()
                .contains("lower it");
        assertThat(PackageSizes.findings(counts, Map.of("m/src/main/java/a", 17, "m/src/main/java/gone", 20)))
                .singleElement()
                .asString()
                .contains("remove the line");
        assertThat(PackageSizes.findings(counts, Map.of("m/src/main/java/a", 16)))
                .singleElement()
                .asString()
                .contains("at most 16");
    }

    @Test
    void countsMainFilesWithoutThePackageInfo() {
        assertThat(PackageSizes.count(List.of(
                        "m/src/main/java/a/One.java",
                        "m/src/main/java/a/package-info.java",
                        "m/src/main/java/a/b/Two.java",
                        "m/src/test/java/a/OneTest.java")))
                .isEqualTo(Map.of("m/src/main/java/a", 1, "m/src/main/java/a/b", 1));
    }

    @Test
    void readsTheList() {
        assertThat(PackageSizes.exceptions("# why\n\nm/src/main/java/a 17\n"))
                .isEqualTo(Map.of("m/src/main/java/a", 17));
    }

    private static List<String> files(String folder, int count) {
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            names.add("m/src/main/java/" + folder + "/Type" + i + ".java");
        }
        return names;
    }
}
