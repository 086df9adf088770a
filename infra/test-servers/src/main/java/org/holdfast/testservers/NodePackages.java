package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What npm installs for the blockchain nodes of the tests: pinned by a lock file, kept below this module's target. */
final class NodePackages {
    private static final Duration INSTALL_MAX = Duration.ofMinutes(5);
    private static final int NAME_DIGITS = 12;
    private static final int MESSAGE_CHARACTERS_MAX = 2_000;

    private NodePackages() {}

    /** The folder {@code infra/nodes/<name>} with its packages installed; installed once per lock file. */
    static Path installed(String name) {
        Path source = home().resolve("infra/nodes").resolve(name);
        Path root = home().resolve("infra/test-servers/target/nodes");
        try {
            String digest = digest(source.resolve("package-lock.json"));
            Path folder = Files.createDirectories(root.resolve(name + "-" + digest));
            // Several test processes may begin at once: one installs, the others wait for it.
            try (var channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                copy(source, folder);
                Path done = folder.resolve("installed");
                if (held.isValid() && Files.notExists(done)) {
                    install(folder);
                    Files.createFile(done);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install the packages of infra/nodes/" + name, e);
        }
    }

    /** True where Node.js and npm can be started. */
    static boolean canInstall() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            output(List.of("node", "--version"), temporary);
            output(List.of("npm", "--version"), temporary);
            return true;
        } catch (UncheckedIOException | IllegalStateException absent) {
            return false;
        }
    }

    static Path home() {
        return Path.of(System.getProperty("holdfast.home", "../..")).toAbsolutePath();
    }

    /** The first digits of the SHA-256 of a file. */
    static String digest(Path file) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command prints; throws {@link IllegalStateException} with what it complained of where it fails. */
    static String output(List<String> command, Path folder) {
        try {
            Path out = Files.createTempFile(folder, "out", null);
            Path err = Files.createTempFile(folder, "err", null);
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = process.waitFor(INSTALL_MAX.toSeconds(), TimeUnit.SECONDS);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    String said = Files.readString(err, StandardCharsets.UTF_8);
                    throw new IllegalStateException(String.join(" ", command) + " failed: "
                            + said.substring(0, Math.min(said.length(), MESSAGE_CHARACTERS_MAX)));
                }
                return Files.readString(out);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst() + "; Node.js 20 with npm is needed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void copy(Path source, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Whole or not at all: another test may be starting a node from here.
                Path partial = folder.resolve(
                        file.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
                Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(
                        partial,
                        folder.resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void install(Path folder) {
        // No package's script runs: what is needed here has none.
        output(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"), folder);
    }
}
