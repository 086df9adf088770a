package org.holdfast.launcher.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.StringJoiner;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerRecord;

/** The process and the ports of a running node, as commands find them in a file. */
public record NodeState(long pid, Instant startedAt, int kafkaPort, int postgresPort, int tracingPort, int freezePort) {
    /** The node that runs in this directory, if any. The file of a node that was killed does not count. */
    public static Optional<NodeState> running(NodeLayout layout) {
        return read(layout.state()).filter(NodeState::isAlive);
    }

    private static Optional<NodeState> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(file)) {
            var p = new Properties();
            p.load(in);
            return Optional.of(new NodeState(
                    Long.parseLong(p.getProperty("pid", "")),
                    Instant.parse(p.getProperty("startedAt", "")),
                    Integer.parseInt(p.getProperty("kafka", "")),
                    Integer.parseInt(p.getProperty("postgres", "")),
                    Integer.parseInt(p.getProperty("tracing", "")),
                    Integer.parseInt(p.getProperty("freeze", ""))));
        } catch (IOException | RuntimeException torn) {
            return Optional.empty();
        }
    }

    public void write(NodeLayout layout) {
        var text = new StringJoiner("\n", "", "\n")
                .add("pid=" + pid)
                .add("startedAt=" + startedAt)
                .add("kafka=" + kafkaPort)
                .add("postgres=" + postgresPort)
                .add("tracing=" + tracingPort)
                .add("freeze=" + freezePort);
        PrivateFiles.write(layout.state(), text.toString());
    }

    public boolean isAlive() {
        return process().isPresent();
    }

    /** The process of the node, if it runs. */
    public Optional<ProcessHandle> process() {
        return new ServerRecord(pid, startedAt, 0).process();
    }

    public String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String tracing() {
        return "http://127.0.0.1:" + tracingPort;
    }

    public String freeze() {
        return "http://127.0.0.1:" + freezePort;
    }
}
