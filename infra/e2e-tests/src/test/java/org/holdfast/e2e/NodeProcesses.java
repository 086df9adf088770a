package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;

/** Signals to the processes of a running node, by their names. */
final class NodeProcesses {
    static final String NODE = "node";

    private final Command holdfast;

    NodeProcesses(Command holdfast) {
        this.holdfast = holdfast;
    }

    /** The process of a part, or of the node itself. */
    long pid(String name) throws IOException {
        if (name.equals(NODE)) {
            return holdfast.nodePid();
        }
        Path folder = holdfast.data().resolve(name);
        return ServerRecord.read(OwnProcess.recordFile(folder, name))
                .orElseThrow()
                .pid();
    }

    /** The port that a part serves. */
    int port(String name) {
        Path folder = holdfast.data().resolve(name);
        return ServerRecord.read(OwnProcess.recordFile(folder, name))
                .orElseThrow()
                .port();
    }

    void signal(String signal, String name) throws IOException, InterruptedException {
        signal(signal, pid(name));
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .start()
                .waitFor();
        assertThat(exit).as("kill -%s %d", signal, pid).isZero();
    }

    /** Whether a process is stopped by a signal, as the system says. */
    static boolean isStopped(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "status"))
                    .contains("State:\tT");
        } catch (IOException ended) {
            return false;
        }
    }
}
