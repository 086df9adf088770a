package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerRecord;

/**
 * The ports of a node: those that the user chose, or those of the last start, or free ones. They stay the same over
 * restarts and crashes, because the addresses of services stand in other programs.
 */
public record NodePorts(int kafka, int postgres, int tracing, int freeze) {
    /** New ports lie below those of outgoing connections, which would take them between two starts. */
    private static final int FIRST = 20_000;

    private static final int NUMBER = 10_000;
    private static final int OFFERS_MAX = 1_000;

    /**
     * Chooses the ports and remembers them. A port that another program has taken is a fault.
     *
     * @param asked ports that the user chose, 0 for no choice
     */
    public static NodePorts choose(NodeLayout layout, NodePorts asked) {
        Properties last = last(layout);
        Set<Integer> used = new HashSet<>();
        var chosen = new NodePorts(
                choose(layout, "kafka", asked.kafka, last, used),
                choose(layout, "postgres", asked.postgres, last, used),
                choose(layout, "tracing", asked.tracing, last, used),
                choose(layout, "freeze", asked.freeze, last, used));
        PrivateFiles.write(
                layout.ports(),
                "kafka=%d%npostgres=%d%ntracing=%d%nfreeze=%d%n"
                        .formatted(chosen.kafka, chosen.postgres, chosen.tracing, chosen.freeze));
        return chosen;
    }

    private static int choose(NodeLayout layout, String name, int asked, Properties last, Set<Integer> used) {
        int wanted = asked == 0 ? Integer.parseInt(last.getProperty(name, "0")) : asked;
        int port = wanted == 0 ? free(used) : wanted;
        if (!LoopbackPort.isFree(port) && !isOwn(layout, name, port)) {
            throw new InputFaultException(new InputFault(
                    "launcher.port.taken",
                    "another program has taken a port of the node",
                    name,
                    "127.0.0.1:" + port + " free",
                    "a program that this node did not start listens there",
                    "stop that program, or choose another port with --" + name + "-port"));
        }
        used.add(port);
        return port;
    }

    /** Whether a process that an earlier node left serves there. */
    private static boolean isOwn(NodeLayout layout, String name, int port) {
        return ServerRecord.read(OwnProcess.recordFile(layout.service(name), name))
                .filter(record -> record.port() == port)
                .flatMap(ServerRecord::process)
                .isPresent();
    }

    private static int free(Set<Integer> used) {
        var random = new SecureRandom();
        for (int offers = 0; offers < OFFERS_MAX; offers++) {
            int port = FIRST + random.nextInt(NUMBER);
            if (!used.contains(port) && LoopbackPort.isFree(port)) {
                return port;
            }
        }
        return LoopbackPort.free();
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
