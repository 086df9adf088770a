package org.holdfast.testkit.house;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this repository as they stand, build output left out. */
final class Repository {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "run", "dist");

    private Repository() {}

    static Path root() {
        return Path.of(System.getProperty("holdfast.home", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    static String text(String relative) throws IOException {
        return Files.readString(root().resolve(relative));
    }

    /** Files with one of the endings, in a stable order. */
    static List<Path> files(String... endings) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean ours = !NOT_OURS.contains(folder.getFileName().toString());
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                for (String ending : endings) {
                    if (file.getFileName().toString().endsWith(ending)) {
                        found.add(file);
                        break;
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
