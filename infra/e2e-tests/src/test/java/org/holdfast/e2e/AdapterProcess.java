package org.holdfast.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.holdfast.servers.OwnProcess;

/** The chain adapter as it is shipped, in a process of its own. */
final class AdapterProcess {
    private static final Duration END_MAX = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private AdapterProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it. The classes that a first run loaded are kept in an archive, which later starts use: most of a short
     * life would be spent on loading them.
     */
    static AdapterProcess start(Path folder, String... arguments) throws IOException {
        Path log = Files.createTempFile(folder, "adapter", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve("adapter.jsa"),
                "-Xlog:cds=off",
                "-cp",
                classPath(),
                "org.holdfast.chain.app.ChainAdapter"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new AdapterProcess(process, log);
    }

    private static String classPath() throws IOException {
        Path target = Path.of(System.getProperty("holdfast.home"), "chain-adapters/app/target")
                .toAbsolutePath()
                .normalize();
        try (Stream<Path> jars = Files.list(target)) {
            Path jar = jars.filter(
                            file -> file.getFileName().toString().matches("holdfast-chain-app-[^-]*(-SNAPSHOT)?.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the adapter is not built in " + target));
            return jar + File.pathSeparator + target.resolve("lib") + "/*";
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Signal 9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    /** Signal 15; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return await();
    }

    int await() throws InterruptedException {
        if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the adapter did not end");
        }
        OwnProcess.await(() -> !process.isAlive(), END_MAX);
        return process.exitValue();
    }
}
