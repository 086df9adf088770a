package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program of the regtest node, installed once below the build's own folder. Its name carries a hash of its lock
 * file: another lock file is another installation. Two builds that install at once wait for one another.
 */
final class BitcoinNodeFiles {
    private static final Duration INSTALL_MAX = Duration.ofMinutes(5);
    private static final List<String> SCRIPTS = List.of("regtest-node.js", "regtest-coins.js");
    private static final List<String> PACKAGE = List.of("package.json", "package-lock.json");

    private BitcoinNodeFiles() {}

    /** True where Node.js and npm can be started. */
    static boolean canRun() {
        return version("node").isPresent() && version("npm").isPresent();
    }

    /** The folder of the installed program, with the scripts as they are in the tree now. */
    static Path install(Path home) {
        Path source = home.resolve("infra/nodes/bitcoin");
        Path nodes = home.resolve("infra/test-servers/target/nodes");
        try {
            Files.createDirectories(nodes);
            Path folder = nodes.resolve("bitcoin-" + hash(source.resolve("package-lock.json")));
            Path lock = nodes.resolve("bitcoin.lock");
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (!held.isValid() || Files.notExists(folder.resolve("installed"))) {
                    Files.createDirectories(folder);
                    copy(PACKAGE, source, folder);
                    npm(folder);
                    Files.writeString(folder.resolve("installed"), "");
                }
                copy(SCRIPTS, source, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void npm(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(INSTALL_MAX.toSeconds(), TimeUnit.SECONDS) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm could not install the node: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while npm installed the node", e);
        }
    }

    private static void copy(List<String> names, Path from, Path to) throws IOException {
        for (String name : names) {
            // Whole or not at all: another test may be starting a node from here.
            Path partial = to.resolve(name + "." + ProcessHandle.current().pid() + ".partial");
            Files.copy(from.resolve(name), partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, to.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Optional<String> version(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version").start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
