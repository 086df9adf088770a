package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The build's own checks, each shown to refuse what it is there for: a check that cannot fail protects nothing. */
class BuildChecksIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String DEPENDS_ON_C =
            "<dependency><groupId>tiny</groupId><artifactId>c</artifactId><version>%s</version></dependency>";

    @Test
    void aCleanProjectPasses() throws Exception {
        var result = TinyProject.named("clean")
                .withSource("Good", "record Good(int value) {}\n")
                .build(JAVA, "compile");
        assertThat(result.exitCode()).as(result.log()).isZero();
    }

    @Test
    void anOlderJdkIsToldWhatToDo() throws Exception {
        Path old = Path.of("/usr/lib/jvm/java-17-openjdk-amd64");
        Assumptions.assumeTrue(Files.exists(old), "SKIPPED: no JDK 17 here to be refused");
        var result = TinyProject.named("old-jdk").build(old, "validate");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.log()).containsAnyOf("Build with JDK 25", "Unrecognized option", "class file version");
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("bad-spacing", "record Bad( int value ){}\n", "format violations"),
                Arguments.of("wildcard", "import java.util.*;\n\nrecord Bad(List<String> value) {}\n", "ildcard"),
                Arguments.of("lombok", "import lombok.Data;\n\nclass Bad {}\n", "lombok.Data"),
                Arguments.of("mocks", "import org.mockito.Mockito;\n\nclass Bad {}\n", "org.mockito.Mockito"),
                Arguments.of(
                        "logging", "import java.util.logging.Logger;\n\nclass Bad {}\n", "java.util.logging.Logger"),
                Arguments.of(
                        "shaded",
                        "import org.x.shaded.com.google.Joiner;\n\nclass Bad {}\n",
                        "org.x.shaded.com.google"),
                Arguments.of(
                        "null-annotation",
                        "import org.jetbrains.annotations.NotNull;\n\nclass Bad {}\n",
                        "org.jetbrains.annotations.NotNull"),
                Arguments.of("raw-type", """
                        import java.util.List;

                        record Bad(List value) {}
                        """, "found raw type"),
                Arguments.of("missing-case", """
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
                Arguments.of("decimal-equals", """
                        import java.math.BigDecimal;

                        record Bad(BigDecimal left, BigDecimal right) {
                            boolean same() {
                                return left.equals(right);
                            }
                        }
                        """, "BigDecimalEquals"),
                Arguments.of("null-away", """
                        import org.jspecify.annotations.Nullable;

                        record Bad(@Nullable String text) {
                            int length() {
                                return text.length();
                            }
                        }
                        """, "NullAway"),
                Arguments.of("default-charset", """
                        class Bad {
                            static byte[] bytes(String text) {
                                return text.getBytes();
                            }
                        }
                        """, "DefaultCharset"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void aBadSourceIsRefused(String name, String source, String trace) throws Exception {
        var result = TinyProject.named(name).withSource("Bad", source).build(JAVA, "compile");
        assertThat(result.exitCode()).as(result.log()).isNotZero();
        assertThat(result.log()).contains(trace);
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
