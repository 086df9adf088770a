package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.ServerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The right to start servers in a data directory. The operating system ends it with the process that holds it. A second
 * file names that process: to open and close the first one again would release the lock.
 */
public final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock. Throws {@link InputFaultException} if another process has it. */
    public static DataLock take(NodeLayout layout) {
        try {
            Files.createDirectories(layout.data());
            var channel = FileChannel.open(
                    layout.lock(),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (lock(channel) == null) {
                channel.close();
                throw taken(layout);
            }
            ServerRecord.self().write(layout.process());
            return new DataLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** The process that took the lock last, if it still runs. */
    public static Optional<ProcessHandle> holder(NodeLayout layout) {
        return ServerRecord.read(layout.process()).flatMap(ServerRecord::process);
    }

    /** The fault of a command that would start servers while another process has the lock. */
    public static InputFaultException taken(NodeLayout layout) {
        String holder =
                holder(layout).map(process -> "process " + process.pid()).orElse("another process");
        return new InputFaultException(new InputFault(
                "launcher.data.locked",
                "another process uses this data directory",
                layout.data().toString(),
                "no other node or reindex on it",
                holder + " holds " + layout.lock().getFileName(),
                "wait for its end, or stop it with ./holdfast stop, or choose another directory with --data"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
