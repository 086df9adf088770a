package org.holdfast.launcher.node.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.PrivateFiles;

/** The data directory of a node, which only its owner may enter. */
public final class DataDirectory {
    /** Each node that was started has one of these. */
    private static final List<String> OF_A_NODE =
            List.of("ports.properties", "access", "follow", "node.log", "node.lock");
    /** What a new file system has at its root. */
    private static final Set<String> EMPTY = Set.of("lost+found");

    /** Java has this in the place of bytes that are no letters in the character set of the process. */
    private static final char UNREADABLE = '\uFFFD';

    private DataDirectory() {}

    /**
     * Makes the directory, or takes away the rights that others have there.
     *
     * @param notes takes a sentence if that changed anything
     * @throws InputFaultException if the directory cannot be written, or belongs to something else than a node
     */
    public static void prepare(Path data, Consumer<String> notes) {
        if (data.toString().indexOf(UNREADABLE) >= 0) {
            throw fault("launcher.data.not-utf-8", data, "a path in UTF-8", "other bytes", "give it another name");
        }
        try {
            Files.createDirectories(data);
            requireOwn(data);
            int changed = PrivateFiles.tighten(data);
            if (changed > 1) {
                notes.accept("note: other users of this machine had rights to " + changed + " files and directories in "
                        + data + "; these rights are gone now");
            }
            Files.delete(Files.createTempFile(data, "probe", null));
        } catch (IOException e) {
            throw fault(
                    "launcher.data.not-writable",
                    data,
                    "a directory of yours with free space",
                    e.getClass().getSimpleName(),
                    "choose another with --data, or correct its owner and rights");
        }
    }

    /** To take the rights of others away from a directory that is no node's could break what it belongs to. */
    private static void requireOwn(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !EMPTY.contains(name))
                    .toList();
            if (!names.isEmpty() && names.stream().noneMatch(OF_A_NODE::contains)) {
                throw fault(
                        "launcher.data.foreign",
                        data,
                        "a new directory, an empty one or that of a node",
                        "a directory with " + InputFault.quote(names.getFirst()),
                        "choose another with --data");
            }
        }
    }

    private static InputFaultException fault(String code, Path data, String expected, String got, String remedy) {
        return new InputFaultException(
                new InputFault(code, "the data directory cannot be used", data.toString(), expected, got, remedy));
    }
}
