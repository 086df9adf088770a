package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Driver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.assertj.core.api.Assumptions;
import org.holdfast.servers.KafkaAccess;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * Another user of the machine reads nothing of a node, writes nothing and deletes nothing. The same steps as the owner
 * of the node, with its passwords, all succeed: so the steps can. The name of the data directory has special
 * characters.
 */
class OtherUserScenario {
    private static final String USER = "nobody";
    private static final long SECONDS_MAX = 180;
    private static final String REFUSED =
            ".*(Timeout|Authentication|Authorization|AccessDenied|no file|no fact|password).*";
    private static final List<String> STEPS =
            List.of("read-facts", "write-fact", "list-files", "read-files", "connect-database", "delete-topic");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void anotherUserGetsNothingAndTheOwnerEverything() throws Exception {
        Assumptions.assumeThat(canBecomeAnotherUser())
                .as("SKIPPED: only root can become the user " + USER)
                .isTrue();
        // The folders above the data directory are open, so that its own rights are what refuses.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var holdfast = new Command(folder.resolve(anyName()), Files.createDirectories(folder.resolve("logs")));
        Path program = copyOfTheProgram();
        try {
            var demo = holdfast.run("demo");
            assertThat(demo.exit()).as(demo.err()).isZero();
            Map<String, String> tried = attempt(program, asAnotherUser(), holdfast.data());
            assertThat(tried.keySet()).containsExactlyInAnyOrderElementsOf(STEPS);
            assertThat(tried)
                    .allSatisfy((step, outcome) -> assertThat(outcome).as(step).matches(REFUSED));
            assertThat(holdfast.run("doctor").out()).contains("all is well", "files      closed to other users");
            keepsPasswordsOutOfCommandLinesAndLogs(holdfast.data());

            Map<String, String> owner = attempt(
                    program,
                    List.of(),
                    holdfast.data(),
                    KafkaAccess.clientFile(holdfast.data().resolve("kafka"), "broker"),
                    holdfast.data().resolve("postgres/password"));
            assertThat(owner)
                    .allSatisfy((step, outcome) -> assertThat(outcome).as(step).isEqualTo("done"));
            // Now the topic is gone, and that is noticed; the forged fact is too, and mostly earlier.
            assertThat(OwnProcess.await(() -> noticesThatTheTopicIsGone(doctor(holdfast)), Duration.ofMinutes(1)))
                    .as(() -> doctor(holdfast).out())
                    .isTrue();
        } finally {
            holdfast.run("stop");
        }
    }

    private static boolean noticesThatTheTopicIsGone(Command.Result doctor) {
        return doctor.exit() != 0 && doctor.out().contains("the broker has no topic chain.blocks.");
    }

    /** Letters that lists, addresses, settings and shells give a meaning to; one outside ASCII where Java has it. */
    private static String anyName() {
        String name = "a node, 100% #1 ${x} 'q'";
        return "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? name + " G\u00f6n" : name;
    }

    private static Command.Result doctor(Command holdfast) {
        try {
            return holdfast.run("doctor");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean canBecomeAnotherUser() throws Exception {
        var become = new ArrayList<>(asAnotherUser());
        become.add("true");
        try {
            return new ProcessBuilder(become).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static List<String> asAnotherUser() {
        return List.of("setpriv", "--reuid=" + USER, "--regid=nogroup", "--clear-groups", "--");
    }

    /** A class path that every user can read. */
    private Path copyOfTheProgram() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("program"));
        String classes = OtherUser.class.getName().replace('.', '/');
        Path from = location(OtherUser.class);
        try (Stream<Path> files = Files.list(from.resolve(classes).getParent())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("OtherUser"))
                    .toList()) {
                Path to = copy.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        for (Class<?> type : List.of(
                Admin.class,
                Logger.class,
                Class.forName("org.postgresql.Driver").asSubclass(Driver.class))) {
            Path jar = location(type);
            Files.copy(jar, copy.resolve(jar.getFileName()));
        }
        var open = new ProcessBuilder("chmod", "-R", "a+rX", copy.toString()).start();
        assertThat(open.waitFor()).isZero();
        return copy;
    }

    private static Path location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The steps and how each ended. */
    private Map<String, String> attempt(Path program, List<String> become, Path data, Path... secrets)
            throws Exception {
        var state = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("holdfast.ports"))) {
            state.load(in);
        }
        var command = new ArrayList<>(become);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                program + ":" + program + "/*",
                OtherUser.class.getName(),
                "127.0.0.1:" + state.getProperty("kafka"),
                state.getProperty("postgres"),
                data.toString()));
        for (Path secret : secrets) {
            command.add(secret.toString());
        }
        Path words = Files.createTempFile(folder, "words", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(program.toFile())
                .redirectError(words.toFile())
                .start();
        var outcomes = new TreeMap<String, String>();
        try (InputStream out = process.getInputStream()) {
            new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split(" ", 2);
                outcomes.put(parts[0], parts[1]);
            });
        }
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(words)).isZero();
        return outcomes;
    }

    private static void keepsPasswordsOutOfCommandLinesAndLogs(Path data) throws Exception {
        var passwords = new ArrayList<String>();
        for (Path file : files(data)) {
            if (file.toString().endsWith("password")) {
                passwords.add(Files.readString(file));
            }
        }
        for (String line : Files.readAllLines(data.resolve("access/tokens"))) {
            passwords.add(line.substring(line.indexOf(' ') + 1));
        }
        assertThat(passwords).hasSizeGreaterThan(8).allMatch(password -> password.length() == 64);
        for (Path log : files(data)) {
            if (log.toString().endsWith(".log") && !log.startsWith(data.resolve("kafka/log"))) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                        .as(log.toString())
                        .doesNotContain(passwords);
            }
        }
        long lines = ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> passwords.stream().anyMatch(line::contains))
                .count();
        assertThat(lines).as("command lines with a password").isZero();
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            // A server has deleted a file meanwhile.
            return files(data);
        }
    }
}
