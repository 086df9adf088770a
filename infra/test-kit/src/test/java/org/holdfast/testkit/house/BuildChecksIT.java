package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The build's own checks, each shown to refuse what it is there for: a check that cannot fail protects nothing. */
class BuildChecksIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String DEPENDS_ON_C =
            "<dependency><groupId>tiny</groupId><artifactId>c</artifactId><version>%s</version></dependency>";

    @Test
    void anOlderJdkIsToldWhatToDo() throws Exception {
        Path old = Path.of("/usr/lib/jvm/java-17-openjdk-amd64");
        Assumptions.assumeTrue(Files.exists(old), "SKIPPED: no JDK 17 here to be refused");
        var result = TinyProject.named("old-jdk").build(old, "validate");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.log()).containsAnyOf("Build with JDK 25", "Unrecognized option", "class file version");
    }

    /** A source that the build refuses, and a part of what it says. */
    private record BadSource(String name, String text, String trace) {}

    private static Stream<BadSource> sources() {
        return Stream.of(
                new BadSource("bad-spacing", "record Bad( int value ){}\n", "format violations"),
                new BadSource("wildcard", "import java.util.*;\n\nrecord Bad(List<String> value) {}\n", "ildcard"),
                new BadSource("lombok", "import lombok.Data;\n\nclass Bad {}\n", "lombok.Data"),
                new BadSource("mocks", "import org.mockito.Mockito;\n\nclass Bad {}\n", "org.mockito.Mockito"),
                new BadSource(
                        "logging", "import java.util.logging.Logger;\n\nclass Bad {}\n", "java.util.logging.Logger"),
                new BadSource(
                        "shaded",
                        "import org.x.shaded.com.google.Joiner;\n\nclass Bad {}\n",
                        "org.x.shaded.com.google"),
                new BadSource(
                        "null-annotation",
                        "import org.jetbrains.annotations.NotNull;\n\nclass Bad {}\n",
                        "org.jetbrains.annotations.NotNull"),
                new BadSource("raw-type", """
                        import java.util.List;

                        record Bad(List value) {}
                        """, "found raw type"),
                new BadSource("missing-case", """
                        sealed interface Bad {
                            record One() implements Bad {}

                            record Two() implements Bad {}

                            static int number(Bad bad) {
                                return switch (bad) {
                                    case One one -> 1;
                                };
                            }
                        }
                        """, "does not cover all possible input values"),
                new BadSource("decimal-equals", """
                        import java.math.BigDecimal;

                        record Bad(BigDecimal left, BigDecimal right) {
                            boolean same() {
                                return left.equals(right);
                            }
                        }
                        """, "BigDecimalEquals"),
                new BadSource("null-away", """
                        import org.jspecify.annotations.Nullable;

                        record Bad(@Nullable String text) {
                            int length() {
                                return text.length();
                            }
                        }
                        """, "NullAway"),
                new BadSource("default-charset", """
                        class Bad {
                            static byte[] bytes(String text) {
                                return text.getBytes();
                            }
                        }
                        """, "DefaultCharset"));
    }

    /** One build of many modules: each is refused for its own reason, and the clean one among them passes. */
    @TestFactory
    Stream<DynamicTest> eachBadSourceIsRefusedAndTheCleanOneIsNot() throws Exception {
        var reactor = TinyReactor.named("sources").with("clean", "Good", "record Good(int value) {}\n");
        for (BadSource bad : sources().toList()) {
            reactor.with(bad.name(), "Bad", bad.text());
        }
        TinyReactor.Results results = reactor.build(JAVA, "compile");
        var clean = DynamicTest.dynamicTest(
                "clean", () -> assertThat(results.refusal("clean")).isEmpty());
        return Stream.concat(
                Stream.of(clean),
                sources()
                        .map(bad -> DynamicTest.dynamicTest(
                                bad.name(),
                                () -> assertThat(results.refusal(bad.name()))
                                        .as(results.log().toString())
                                        .contains(bad.trace()))));
    }

    @Test
    void divergingAndDowngradedDependenciesAreRefused() throws Exception {
        var result = TinyProject.named("convergence")
                .withPublished("c", "1", "")
                .withPublished("c", "2", "")
                .withPublished("a", "1", DEPENDS_ON_C.formatted("1"))
                .withPublished("b", "1", DEPENDS_ON_C.formatted("2"))
                .withDependency("tiny", "a", "1")
                .withDependency("tiny", "b", "1")
                .build(JAVA, "validate");
        assertThat(result.exitCode()).as(result.log()).isNotZero();
        assertThat(result.log()).contains("DependencyConvergence failed").contains("RequireUpperBoundDeps failed");
    }

    @Test
    void aDependencyDeclaredTwiceIsRefused() throws Exception {
        var result = TinyProject.named("twice")
                .withPublished("c", "1", "")
                .withPublished("c", "2", "")
                .withDependency("tiny", "c", "1")
                .withDependency("tiny", "c", "2")
                .build(JAVA, "validate");
        assertThat(result.exitCode()).as(result.log()).isNotZero();
        assertThat(result.log()).contains("BanDuplicatePomDependencyVersions failed");
    }

    @Test
    void aPluginWithoutAVersionIsRefused() throws Exception {
        var result = TinyProject.named("plugin-version")
                .withPlugin("<plugin><groupId>org.apache.maven.plugins</groupId>"
                        + "<artifactId>maven-scm-plugin</artifactId></plugin>")
                .build(JAVA, "validate");
        assertThat(result.exitCode()).as(result.log()).isNotZero();
        assertThat(result.log()).contains("RequirePluginVersions failed").contains("maven-scm-plugin");
    }

    @Test
    void theSameClassFromTwoJarsIsRefused() throws Exception {
        var result = TinyProject.named("duplicate-classes")
                .withPublished("left", "1", "", "same/Name.class")
                .withPublished("right", "1", "", "same/Name.class")
                .withDependency("tiny", "left", "1")
                .withDependency("tiny", "right", "1")
                .build(JAVA, "-Pci", "validate");
        assertThat(result.exitCode()).as(result.log()).isNotZero();
        assertThat(result.log()).contains("Duplicate classes found").contains("same/Name.class");
    }

    @Test
    void twoBuildsGiveTheSameJarAndAnotherTimeWouldNot() throws Exception {
        String first = jar();
        assertThat(jar()).isEqualTo(first);
        assertThat(jar("-Dproject.build.outputTimestamp=2026-02-02T00:00:00Z")).isNotEqualTo(first);
    }

    private static String jar(String... flags) throws Exception {
        var project = TinyProject.named("jar").withSource("Good", "record Good(int value) {}\n");
        String[] goals = Stream.concat(Stream.of("package"), Stream.of(flags)).toArray(String[]::new);
        var result = project.build(JAVA, goals);
        assertThat(result.exitCode()).as(result.log()).isZero();
        return project.sha256OfJar();
    }
}
