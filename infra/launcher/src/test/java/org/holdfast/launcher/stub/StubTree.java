package org.holdfast.launcher.stub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A tree whose programs are stand-ins. Each notes its arguments, reads its standard input if it is the indexer, and
 * does what a test has written into the folder {@code script}.
 */
public final class StubTree {
    private static final String PROGRAM = """
            package PACKAGE;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.List;

            public final class TYPE {
                public static void main(String[] arguments) throws Exception {
                    Path jar = Path.of(System.getProperty("java.class.path").split(":")[0]);
                    Path home = jar.resolve("../../../..").normalize();
                    String name = "NAME".isEmpty() ? arguments[0] : "NAME";
                    Files.writeString(home.resolve("asked/" + name), String.join(" ", arguments));
                    if (name.equals("rebuild")) {
                        Files.write(home.resolve("asked/records"), System.in.readAllBytes());
                    }
                    Path script = home.resolve("script/" + name);
                    List<String> lines = Files.exists(script) ? Files.readAllLines(script) : List.of("0");
                    List<String> all = List.of(arguments);
                    String text = String.join("\\n", lines.subList(1, lines.size()));
                    if (all.contains("--report")) {
                        Files.writeString(Path.of(all.get(all.indexOf("--report") + 1)), text);
                    } else if (!text.isEmpty()) {
                        System.out.println(text);
                    }
                    System.out.flush();
                    if (lines.get(0).equals("run")) {
                        Thread.currentThread().join();
                    }
                    System.exit(Integer.parseInt(lines.get(0)));
                }
            }
            """;

    private record Program(String module, String jar, String packageName, String type, String name) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program("chain-adapters/app", "holdfast-chain-app", "org.holdfast.chain.app", "ChainAdapter", ""),
            new Program(
                    "tracing-service/app",
                    "holdfast-tracing-app",
                    "org.holdfast.tracing.app.rebuild",
                    "RebuildProgram",
                    "rebuild"),
            new Program("infra/bench", "holdfast-bench", "org.holdfast.bench", "Bench", "bench"));

    private final Path home;

    private StubTree(Path home) {
        this.home = home;
    }

    /** Builds the tree in an empty folder. */
    public static StubTree build(Path home) throws IOException {
        var tree = new StubTree(home);
        Files.createDirectories(home.resolve("asked"));
        Files.createDirectories(home.resolve("script"));
        for (Program program : PROGRAMS) {
            tree.build(program);
        }
        return tree;
    }

    private void build(Program program) throws IOException {
        Path module = home.resolve(program.module());
        Path classes = Files.createDirectories(module.resolve("target/classes"));
        Path source = Files.createDirectories(module.resolve("src")).resolve(program.type() + ".java");
        Files.writeString(
                source,
                PROGRAM.replace("PACKAGE", program.packageName())
                        .replace("TYPE", program.type())
                        .replace("NAME", program.name()));
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        if (exit != 0) {
            throw new IllegalStateException("the stand-in does not compile");
        }
        Files.writeString(module.resolve("pom.xml"), "");
        Path jar = module.resolve("target/" + program.jar() + "-1.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    public Path home() {
        return home;
    }

    /** What a program does when it is started: prints the text, or writes it as a report, and ends with the code. */
    public StubTree script(String program, int exit, String text) throws IOException {
        Files.writeString(home.resolve("script/" + program), exit + "\n" + text);
        return this;
    }

    /** As above, but the program runs until it is stopped. */
    public StubTree scriptRunning(String program, String text) throws IOException {
        Files.writeString(home.resolve("script/" + program), "run\n" + text);
        return this;
    }

    /** The arguments of the last start of a program; the records that the indexer read under {@code records}. */
    public String asked(String program) throws IOException {
        return Files.readString(home.resolve("asked/" + program));
    }

    /** True if a program was started. */
    public boolean wasAsked(String program) {
        return Files.exists(home.resolve("asked/" + program));
    }
}
