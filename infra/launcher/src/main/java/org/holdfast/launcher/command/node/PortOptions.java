package org.holdfast.launcher.command.node;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.launcher.node.NodePorts;
import picocli.CommandLine.Option;

/** Ports that a user may choose; 0 leaves the choice to the node. */
public final class PortOptions {
    @Option(names = "--kafka-port", description = "Loopback port of the broker (default: a free one).")
    private int kafka;

    @Option(names = "--postgres-port", description = "Loopback port of the database (default: a free one).")
    private int postgres;

    @Option(names = "--tracing-port", description = "Loopback port of the tracing service (default: a free one).")
    private int tracing;

    @Option(names = "--freeze-port", description = "Loopback port of the freeze coordinator (default: a free one).")
    private int freeze;

    public NodePorts asked() {
        return new NodePorts(kafka, postgres, tracing, freeze);
    }

    public List<String> arguments() {
        var arguments = new ArrayList<String>();
        add(arguments, "--kafka-port", kafka);
        add(arguments, "--postgres-port", postgres);
        add(arguments, "--tracing-port", tracing);
        add(arguments, "--freeze-port", freeze);
        return arguments;
    }

    private static void add(List<String> arguments, String name, int port) {
        if (port != 0) {
            arguments.addAll(List.of(name, Integer.toString(port)));
        }
    }
}
