package org.holdfast.testkit.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A one-module project below the real parent pom, built by the real Maven, to show what the build refuses. */
final class TinyProject {
    private static final long MINUTES_MAX = 4;

    private final Path folder;
    private final String artifact;
    private final StringBuilder dependencies = new StringBuilder();
    private final StringBuilder plugins = new StringBuilder();

    private TinyProject(Path folder, String artifact) {
        this.folder = folder;
        this.artifact = artifact;
    }

    /** An empty project below this module's target folder, so that Maven finds the repository's own settings. */
    static TinyProject named(String name) throws IOException {
        return new TinyProject(emptyFolder(name), "tiny");
    }

    /** The same as a module of a build in a folder. */
    static TinyProject module(Path build, String name) throws IOException {
        return new TinyProject(Files.createDirectories(build.resolve(name)), name);
    }

    static Path emptyFolder(String name) throws IOException {
        Path folder = Path.of("target", "tiny-projects", name).toAbsolutePath();
        if (Files.exists(folder)) {
            try (var old = Files.walk(folder)) {
                for (Path path : old.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** Adds the class {@code tiny.<name>} with this body after the package line, and a null-marked package. */
    TinyProject withSource(String name, String body) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/main/java/tiny"));
        Files.writeString(sources.resolve(name + ".java"), "package tiny;\n\n" + body);
        Files.writeString(
                sources.resolve("package-info.java"),
                "@NullMarked\npackage tiny;\n\nimport org.jspecify.annotations.NullMarked;\n");
        return withDependency("org.jspecify", "jspecify", "1.0.1");
    }

    TinyProject withDependency(String group, String artifact, String version) {
        dependencies.append(
                "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                        .formatted(group, artifact, version));
        return this;
    }

    TinyProject withPlugin(String xml) {
        plugins.append(xml);
        return this;
    }

    /** Puts a jar with the given class entries and dependencies into the project's own file repository. */
    TinyProject withPublished(String artifact, String version, String dependencyXml, String... entries)
            throws IOException {
        Path home = Files.createDirectories(folder.resolve("repository/tiny/" + artifact + "/" + version));
        Path pom = home.resolve(artifact + "-" + version + ".pom");
        Files.writeString(pom, """
                <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
                <groupId>tiny</groupId><artifactId>%s</artifactId><version>%s</version>
                <dependencies>%s</dependencies></project>
                """.formatted(artifact, version, dependencyXml));
        Path jar = home.resolve(artifact + "-" + version + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/tiny-" + artifact + "-" + version));
            out.closeEntry();
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.write(artifact.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        for (Path file : List.of(pom, jar)) {
            Files.writeString(home.resolve(file.getFileName() + ".sha1"), sha("SHA-1", file));
        }
        return this;
    }

    Result build(Path javaHome, String... goals) throws IOException, InterruptedException {
        writePom();
        return maven(folder, javaHome, goals);
    }

    /** Runs the real Maven in a folder. */
    static Result maven(Path folder, Path javaHome, String... goals) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root().resolve("mvnw").toString(), "-B", "--lax-checksums"));
        String repository = System.getProperty("holdfast.maven.repository", "");
        if (!repository.isEmpty()) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.addAll(List.of(goals));
        Path log = folder.resolve("build.log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the tiny build took longer than " + MINUTES_MAX + " minutes, see " + log);
        }
        return new Result(process.exitValue(), Files.readString(log));
    }

    private static Path root() {
        return Path.of(System.getProperty("holdfast.home")).toAbsolutePath();
    }

    String sha256OfJar() throws IOException {
        return sha("SHA-256", folder.resolve("target/tiny-1.jar"));
    }

    void writePom() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
                <parent><groupId>org.holdfast</groupId><artifactId>holdfast</artifactId>
                <version>0.1.0-SNAPSHOT</version><relativePath>%s</relativePath></parent>
                <groupId>tiny</groupId><artifactId>%s</artifactId><version>1</version>
                <repositories><repository><id>tiny</id><url>%s</url></repository></repositories>
                <dependencies>%s</dependencies><build><plugins>%s</plugins></build></project>
                """.formatted(
                        folder.relativize(root().resolve("pom.xml")),
                        artifact,
                        folder.resolve("repository").toUri(),
                        dependencies,
                        plugins));
    }

    private static String sha(String algorithm, Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    record Result(int exitCode, String log) {}
}
