package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.holdfast.servers.LoopbackPort;

/** The ports of a node: those that the user chose, or those of the last start, or free ones. */
public record NodePorts(int kafka, int postgres, int tracing, int freeze) {
    /**
     * Chooses the ports and remembers them.
     *
     * @param asked ports that the user chose, 0 for no choice; a chosen port that is taken is a fault
     */
    public static NodePorts choose(NodeLayout layout, NodePorts asked) {
        Properties last = last(layout);
        Set<Integer> used = new HashSet<>();
        var chosen = new NodePorts(
                choose("kafka", asked.kafka, last, used),
                choose("postgres", asked.postgres, last, used),
                choose("tracing", asked.tracing, last, used),
                choose("freeze", asked.freeze, last, used));
        try {
            Files.writeString(
                    layout.ports(),
                    "kafka=%d%npostgres=%d%ntracing=%d%nfreeze=%d%n"
                            .formatted(chosen.kafka, chosen.postgres, chosen.tracing, chosen.freeze));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chosen;
    }

    private static int choose(String name, int asked, Properties last, Set<Integer> used) {
        if (asked != 0) {
            LoopbackPort.requireFree(name, asked);
            used.add(asked);
            return asked;
        }
        int port = Integer.parseInt(last.getProperty(name, "0"));
        while (port == 0 || used.contains(port) || !LoopbackPort.isFree(port)) {
            port = LoopbackPort.free();
        }
        used.add(port);
        return port;
    }

    private static Properties last(NodeLayout layout) {
        var last = new Properties();
        if (Files.exists(layout.ports())) {
            try (var in = Files.newBufferedReader(layout.ports())) {
                last.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return last;
    }
}
