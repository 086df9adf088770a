package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * A durable PostgreSQL (fsync on) in a directory of its own. The directory holds {@code pgdata}, the log, the password
 * and the record of the process.
 */
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "postgres";

    private static final String NAME = "postgres";
    private static final String READY = "database system is ready to accept connections";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration STALE_MAX = Duration.ofSeconds(15);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    /** SSLRequest of the protocol: length and code. A new process of the server answers it with one letter. */
    private static final byte[] ENCRYPTION_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};

    /** After a kill of the whole group the last backends still hold the shared memory for a moment. */
    private static final int START_ATTEMPTS_MAX = 5;

    private final OwnProcess process;
    private final String password;

    private PostgresServer(OwnProcess process, String password) {
        this.process = process;
        this.password = password;
    }

    /**
     * Starts the server, recovers it after a crash, or takes over the one that an earlier run left.
     *
     * @param folder the directory of its own; made if absent
     * @param port loopback port to serve
     * @param secrets gives the password at the first start
     * @throws InputFaultException if the directory cannot be written, the port is taken or the server does not start
     */
    public static PostgresServer start(ServerBinaries binaries, Path folder, int port, Supplier<String> secrets) {
        return start(binaries, folder, port, secrets, List.of());
    }

    /**
     * The same, with settings that come after the usual ones and go before them.
     *
     * @param settings each {@code name=value}
     */
    public static PostgresServer start(
            ServerBinaries binaries, Path folder, int port, Supplier<String> secrets, List<String> settings) {
        Path own = ServerFolder.require(folder);
        Path home = PostgresArchive.unpacked(binaries.postgresArchive());
        String password = PrivateFiles.secret(own.resolve("password"), secrets);
        Optional<OwnProcess> left = OwnProcess.left(NAME, command(home, own, port, settings), own, port)
                .filter(process -> answers(process.port()));
        if (left.isPresent()) {
            return new PostgresServer(left.get(), password);
        }
        stopRecorded(own);
        LoopbackPort.requireFree(NAME, port);
        initialise(home, own);
        awaitStaleProcess(own);
        return new PostgresServer(launch(home, own, port, settings), password);
    }

    /** Stops the server that an earlier run recorded in this directory, if it still runs. */
    public static void stopRecorded(Path folder) {
        OwnProcess.stopRecorded(folder, NAME, "INT", STOP_MAX);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return process.port();
    }

    public long pid() {
        return process.pid();
    }

    public String password() {
        return password;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the server at a loopback port answers soon. It needs no login for that. */
    public static boolean answers(int port) {
        return FirstAnswer.comes(port, ENCRYPTION_REQUEST, ANSWER_MAX);
    }

    /** Whether it answers soon. */
    public boolean answers() {
        return answers(process.port());
    }

    /** The exit code, if the server has ended and this program started it. */
    public OptionalInt exitCode() {
        return process.exitCode();
    }

    /** Ends the server at once; everything committed stays. */
    public void kill() {
        process.kill();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    /** Stops the server: running statements are ended, everything committed stays. */
    @Override
    public void close() {
        process.stop("INT", STOP_MAX);
    }

    private static OwnProcess launch(Path home, Path own, int port, List<String> settings) {
        for (int attempt = 1; ; attempt++) {
            OwnProcess process = OwnProcess.start(NAME, command(home, own, port, settings), own, port);
            try {
                process.awaitLog(READY, START_MAX);
                return process;
            } catch (InputFaultException e) {
                String log = process.logText();
                boolean passing = log.contains("still in use") || log.contains("lock file");
                process.stop("KILL", STOP_MAX);
                if (!passing || attempt == START_ATTEMPTS_MAX) {
                    throw e;
                }
                awaitStaleProcess(own);
            }
        }
    }

    private static List<String> command(Path home, Path own, int port, List<String> settings) {
        var command = new ArrayList<>(asUnprivileged());
        command.addAll(List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                own.resolve("pgdata").toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "shared_buffers=64MB",
                "max_connections=100",
                "timezone=UTC",
                "log_timezone=UTC",
                "idle_in_transaction_session_timeout=50s",
                "transaction_timeout=50s")) {
            command.addAll(List.of("-c", setting));
        }
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /** PostgreSQL refuses to run as root; a user namespace gives it another name for the same user. */
    private static List<String> asUnprivileged() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    /** Initialises in a folder that gets its name only when it is whole. */
    private static void initialise(Path home, Path own) {
        Path data = own.resolve("pgdata");
        if (Files.isDirectory(data)) {
            return;
        }
        Path partial = own.resolve("pgdata.partial");
        ServerFolder.deleteTree(partial);
        var command = new ArrayList<>(asUnprivileged());
        command.addAll(List.of(home.resolve("bin/initdb").toString(), "-D", partial.toString(), "-U", USER));
        command.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"));
        command.add("--pwfile=" + own.resolve("password"));
        Path log = own.resolve("initdb.log");
        try {
            PrivateFiles.write(log, "");
            int exit = new ProcessBuilder(PrivateFiles.command(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new InputFaultException(new InputFault(
                        "servers.postgres.not-initialised",
                        "PostgreSQL could not make its data directory",
                        log.toString(),
                        "initdb to end with 0",
                        "exit code " + exit + ": "
                                + InputFault.quote(Files.readString(log).strip()),
                        "read the log; as root, user namespaces must be allowed"));
            }
            Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was initialised", e);
        }
    }

    /** A killed server's pid lives on until it is reaped; PostgreSQL would take it for a running one. */
    private static void awaitStaleProcess(Path own) {
        OwnProcess.await(
                () -> stalePid(own)
                        .flatMap(ProcessHandle::of)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty(),
                STALE_MAX);
    }

    private static Optional<Long> stalePid(Path own) {
        try (var lines = Files.lines(own.resolve("pgdata/postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }
}
