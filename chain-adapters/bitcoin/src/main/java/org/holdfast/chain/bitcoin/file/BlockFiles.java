package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files among given paths that may hold blocks. */
final class BlockFiles {
    /** Blocks as nodes and tools write them, also in hexadecimal, and each of them compressed. */
    private static final Pattern NAME = Pattern.compile(".*\\.(dat|bin|hex)(\\.(gz|bz2|xz|zst|lz4|zip))?");

    private static final int NAMED_MAX = 3;

    private BlockFiles() {}

    /** The files of these paths and, in order of their names, of those that are folders. */
    static List<Path> of(List<Path> paths) {
        var files = new ArrayList<Path>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(inFolder(path));
            } else if (Files.isRegularFile(path) && Files.isReadable(path)) {
                files.add(path);
            } else {
                throw unreadable(path, got(path));
            }
        }
        return files;
    }

    private static String got(Path path) {
        if (Files.notExists(path)) {
            return "nothing there";
        }
        return Files.isRegularFile(path) ? "no right to read it" : "neither a file nor a folder";
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> all;
        try (Stream<Path> inside = Files.list(folder)) {
            all = inside.sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, "no right to list it");
        }
        List<Path> found = all.stream()
                .filter(Files::isRegularFile)
                .filter(BlockFiles::holdsBlocks)
                .toList();
        if (found.isEmpty()) {
            throw fault(
                    "bitcoin.block-file.none",
                    "a folder has no block files",
                    folder.toString(),
                    "files of the names blk*.dat, *.bin or *.hex, in the folder itself",
                    all.isEmpty() ? "an empty folder" : some(all),
                    "name the folder blocks of a node, or the files themselves");
        }
        return found;
    }

    private static String some(List<Path> all) {
        String names = String.join(
                ", ",
                all.stream()
                        .limit(NAMED_MAX)
                        .map(path -> path.getFileName().toString())
                        .toList());
        return all.size() > NAMED_MAX ? names + " and " + (all.size() - NAMED_MAX) + " more" : names;
    }

    /** A node's folder also has undo files, {@code rev*.dat}, and the key of its block files. */
    private static boolean holdsBlocks(Path file) {
        String name = file.getFileName().toString();
        return NAME.matcher(name).matches() && !name.startsWith("rev") && !name.equals(ObfuscationKey.FILE);
    }

    static RuntimeException unreadable(Path path, String got) {
        return fault(
                "bitcoin.block-file.unreadable",
                "a block file cannot be read",
                path.toString(),
                "a file or folder that can be read",
                got,
                "check its name, its rights and its disk");
    }
}
