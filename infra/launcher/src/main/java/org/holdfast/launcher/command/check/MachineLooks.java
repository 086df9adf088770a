package org.holdfast.launcher.command.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeSettings;
import org.holdfast.servers.PrivateFiles;

/** What is looked at whether a node runs or not. */
final class MachineLooks {
    private static final int JDK = 25;
    /** With less than so many times the bound the disk is worth a look before anything stops. */
    private static final int WARN_FACTOR = 2;

    private MachineLooks() {}

    static void add(Probes probes, NodeLayout layout) {
        probes.add("java", () -> List.of(java(Runtime.version().feature())));
        probes.add("parts", () -> List.of(parts(layout.home())));
        probes.add("disk", () -> List.of(disk(layout)));
        probes.add("files", () -> List.of(files(layout.data())));
    }

    static Finding java(int version) {
        return version == JDK
                ? Finding.well("java", "JDK " + JDK)
                : Finding.failed("java.other", "JDK " + version + ", " + JDK + " wanted");
    }

    private static Finding parts(Path home) {
        int built = 0;
        for (Module module : Module.values()) {
            if (module.isPartOf(home)) {
                module.javaCommand(home);
                built++;
            }
        }
        return Finding.well("parts", built + " parts built");
    }

    private static Finding disk(NodeLayout layout) throws IOException {
        Path path = Files.exists(layout.data()) ? layout.data() : layout.home();
        long least = NodeSettings.read(layout).leastFreeBytes();
        return disk(path, Files.getFileStore(path).getUsableSpace(), least);
    }

    /** The data directory has passwords and data of cases. */
    static Finding files(Path data) {
        List<Path> open = Files.exists(data) ? PrivateFiles.tooWide(data) : List.of();
        return open.isEmpty()
                ? Finding.well("files", "closed to other users")
                : Finding.degraded(
                        "files.open",
                        open.size() + " files or directories are open to other users, such as " + open.getFirst()
                                + "; the next start closes them");
    }

    static Finding disk(Path path, long freeBytes, long leastBytes) {
        String text = (freeBytes >> 20) + " MiB free on the disk of " + path;
        if (freeBytes < leastBytes) {
            return Finding.failed(
                    "disk.low",
                    text + ", less than " + (leastBytes >> 20)
                            + " MiB: no blocks are published or indexed until there is room");
        }
        return freeBytes / WARN_FACTOR < leastBytes
                ? Finding.degraded("disk.short", text + "; below " + (leastBytes >> 20) + " MiB writing stops")
                : Finding.well("disk", text);
    }
}
