package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Files and directories that no other user of the machine may read, write or enter. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final String UMASK = "umask 077; exec \"$0\" \"$@\"";

    private PrivateFiles() {}

    /** Writes the file whole or not at all, with the rights 0600, and makes missing folders with 0700. */
    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent(), PosixFilePermissions.asFileAttribute(OWNER));
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.deleteIfExists(partial);
            Files.createFile(partial, PosixFilePermissions.asFileAttribute(FILE));
            Files.writeString(partial, text);
            return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A secret that is made once and kept in a file with the rights 0600. */
    public static String secret(Path file, Supplier<String> secrets) {
        try {
            if (Files.notExists(file)) {
                write(file, secrets.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command with a umask that keeps its files and those of its children private. The process id is its own. */
    public static List<String> command(List<String> command) {
        var wrapped = new ArrayList<>(List.of("sh", "-c", UMASK));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Files and directories at and below the folder that other users have any right to. */
    public static List<Path> tooWide(Path folder) {
        var found = new ArrayList<Path>();
        visit(folder, (path, rights) -> found.add(path));
        return found;
    }

    /** Takes away what rights other users have at and below the folder. Returns how many paths that changed. */
    public static int tighten(Path folder) {
        var changed = new ArrayList<Path>();
        visit(folder, (path, rights) -> {
            rights.retainAll(OWNER);
            Files.setPosixFilePermissions(path, rights);
            changed.add(path);
        });
        return changed.size();
    }

    @FunctionalInterface
    private interface WidePath {
        void found(Path path, Set<PosixFilePermission> rights) throws IOException;
    }

    /** Servers that run make and delete files meanwhile: a path that is gone is left out. */
    private static void visit(Path folder, WidePath wide) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    look(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!attributes.isSymbolicLink()) {
                        look(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    return goneOrThrow(file, e);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    return e == null ? FileVisitResult.CONTINUE : goneOrThrow(directory, e);
                }

                private void look(Path path) throws IOException {
                    try {
                        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
                        if (!OWNER.containsAll(rights)) {
                            wide.found(path, rights);
                        }
                    } catch (IOException e) {
                        goneOrThrow(path, e);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileVisitResult goneOrThrow(Path path, IOException e) throws IOException {
        if (Files.exists(path)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
