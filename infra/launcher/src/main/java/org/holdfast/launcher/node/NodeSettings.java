package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.disk.DiskRoom;

/**
 * Bounds that the owner of a node may set in a file of its data directory, one {@code name=value} a line.
 *
 * @param leastFreeBytes of the disk: with less, no blocks are published or indexed until there is room again
 * @param failuresMax failures of a part within ten minutes, after which it is given up
 */
public record NodeSettings(long leastFreeBytes, int failuresMax) {
    /** The values of a node without such a file. */
    public static final NodeSettings DEFAULT = new NodeSettings(2L << 30, 12);

    private static final String LEAST_FREE = "disk.least-free";
    private static final String FAILURES_MAX = "part.failures-max";

    /** The settings of a node. A value that is no number is a fault. */
    public static NodeSettings read(NodeLayout layout) {
        var file = new Properties();
        if (Files.exists(layout.settings())) {
            try (var in = Files.newBufferedReader(layout.settings())) {
                file.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new NodeSettings(
                number(layout, file, LEAST_FREE, DEFAULT.leastFreeBytes, Long.MAX_VALUE),
                Math.toIntExact(number(layout, file, FAILURES_MAX, DEFAULT.failuresMax, Integer.MAX_VALUE)));
    }

    /** The bound of the disk for a program that writes much. */
    public List<String> javaOptions(NodeLayout layout) {
        return List.of("-D" + DiskRoom.PATH + "=" + layout.data(), "-D" + DiskRoom.LEAST_FREE + "=" + leastFreeBytes);
    }

    /** Refuses to begin with much to write while the disk is short. */
    public void requireRoom(NodeLayout layout) {
        new DiskRoom(layout.data(), leastFreeBytes).shortage().ifPresent(shortage -> {
            throw new InputFaultException(new InputFault(
                    "launcher.disk.low",
                    "the disk has too little room for more blocks",
                    layout.data().toString(),
                    "at least " + (leastFreeBytes >> 20) + " MiB free, or a lower " + LEAST_FREE + " in "
                            + layout.settings(),
                    shortage,
                    "make room and run the same command again"));
        });
    }

    private static long number(NodeLayout layout, Properties file, String name, long without, long max) {
        String text = file.getProperty(name, Long.toString(without)).strip();
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below.
        }
        throw new InputFaultException(new InputFault(
                "launcher.settings.malformed",
                "a setting of the node is wrong",
                layout.settings() + ", " + name,
                "a number from 0 to " + max,
                InputFault.quote(text),
                "correct it"));
    }
}
