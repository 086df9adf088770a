package org.holdfast.launcher.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.JvmOptions;

/** The modules that run as separate processes, and the places of their jars. */
public enum Module {
    CHAIN_ADAPTER("chain-adapters/app", "holdfast-chain-app", "org.holdfast.chain.app.ChainAdapter", 768),
    TRACING("tracing-service/app", "holdfast-tracing-app", "org.holdfast.tracing.app.TracingApplication", 768),
    FREEZE("freeze-coordinator/app", "holdfast-freeze-app", "org.holdfast.freeze.app.FreezeApplication", 384),
    ROBOT("infra/robot-exchange", "holdfast-robot-exchange", "org.holdfast.robot.RobotExchange", 64),
    BENCH("infra/bench", "holdfast-bench", "org.holdfast.bench.Bench", 1_024);

    private final String folder;
    private final String artifact;
    private final String mainClass;
    private final int heapMegabytes;

    Module(String folder, String artifact, String mainClass, int heapMegabytes) {
        this.folder = folder;
        this.artifact = artifact;
        this.mainClass = mainClass;
        this.heapMegabytes = heapMegabytes;
    }

    /** True if this tree has the module. */
    public boolean isPartOf(Path home) {
        return Files.exists(home.resolve(folder).resolve("pom.xml"));
    }

    public String mainClass() {
        return mainClass;
    }

    /** The start of a command line with JVM, heap and class path; system properties and the main class follow. */
    public List<String> javaCommand(Path home) {
        Path target = home.resolve(folder).resolve("target");
        Path jar = jar(target);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(JvmOptions.added());
        command.addAll(List.of("-cp", jar + File.pathSeparator + target.resolve("lib") + "/*"));
        return command;
    }

    private Path jar(Path target) {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                var jar = files.filter(f -> f.getFileName().toString().startsWith(artifact + "-"))
                        .filter(f -> f.toString().endsWith(".jar"))
                        .filter(f -> !f.toString().contains("-tests")
                                && !f.toString().contains("-sources"))
                        .findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new InputFaultException(new InputFault(
                "launcher.module.not-built",
                "a part is not built",
                target.toString(),
                artifact + " as a jar",
                "none",
                "build the tree with ./holdfast"));
    }
}
