package org.holdfast.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** One Apache Kafka broker and controller (KRaft) in a JVM and a directory of its own. */
public final class KafkaBroker implements AutoCloseable {
    private static final String NAME = "kafka";
    private static final String READY = "Kafka Server started";
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    /** Its programs end within seconds; on a machine with much other work that took more than a minute. */
    private static final Duration PROGRAM_MAX = Duration.ofMinutes(3);

    private static final int HEAP_MEGABYTES = 384;
    /** The broker runs in its folder: its settings take lists of paths and no letter outside ASCII, a name will do. */
    private static final String SETTINGS = "broker.properties";

    private static final String LOG = "log";
    /** The accounts and grants that the broker's log has. */
    private static final String APPLIED = "access.applied";

    /** The versions of its requests: length, key 18, version 0, correlation 0, no client id. It needs no login. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    private final OwnProcess process;

    private KafkaBroker(OwnProcess process) {
        this.process = process;
    }

    /** Starts a broker without access control, for tests and benchmarks. */
    public static KafkaBroker start(ServerBinaries binaries, Path folder, int port, Supplier<String> clusterIds) {
        return start(binaries, folder, port, clusterIds, Optional.empty());
    }

    /**
     * Starts the broker, recovers it after a crash, or takes over the one that an earlier run left. With access control
     * it refuses all clients until it has exactly the accounts and grants that are given; a log of a broker without
     * access control keeps its records.
     *
     * @param folder the directory of its own; made if absent
     * @param port loopback port for clients
     * @param clusterIds gives the cluster id at the first start: 16 bytes in URL-safe base64 without padding
     * @param access who may do what; empty for a broker without access control
     * @throws InputFaultException if the directory cannot be written, the port is taken or the broker does not start
     */
    public static KafkaBroker start(
            ServerBinaries binaries, Path folder, int port, Supplier<String> clusterIds, Optional<KafkaAccess> access) {
        Path own = ServerFolder.require(folder);
        String jars = binaries.kafkaJars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> command = command(jars, access);
        Optional<OwnProcess> left =
                OwnProcess.left(NAME, command, own, port).filter(process -> answers(process.port()));
        if (left.isPresent()) {
            access.ifPresent(who -> apply(who, own, jars, port));
            return new KafkaBroker(left.get());
        }
        stopRecorded(own);
        LoopbackPort.requireFree(NAME, port);
        String cluster = PrivateFiles.secret(own.resolve("cluster-id"), clusterIds);
        String listeners = access.map(
                        who -> listeners("CLIENTS", "SASL_PLAINTEXT", port) + KafkaAccess.settings(who.prepare(own)))
                .orElseGet(() -> listeners("PLAINTEXT", "PLAINTEXT", port));
        PrivateFiles.write(own.resolve(SETTINGS), listeners + settings());
        format(own, jars, cluster);
        var process = OwnProcess.start(NAME, command, own, port);
        try {
            process.awaitLog(READY, START_MAX);
            access.ifPresent(who -> apply(who, own, jars, port));
        } catch (InputFaultException e) {
            process.stop("KILL", STOP_MAX);
            throw e;
        }
        return new KafkaBroker(process);
    }

    /** Stops the broker that an earlier run recorded in this directory, if it still runs. */
    public static void stopRecorded(Path folder) {
        OwnProcess.stopRecorded(folder, NAME, "TERM", STOP_MAX);
    }

    public String bootstrap() {
        return "127.0.0.1:" + process.port();
    }

    public int port() {
        return process.port();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the broker at a loopback port answers soon. It needs no login for that. */
    public static boolean answers(int port) {
        return FirstAnswer.comes(port, API_VERSIONS, ANSWER_MAX);
    }

    /** Whether it answers soon. */
    public boolean answers() {
        return answers(process.port());
    }

    /** The exit code, if the broker has ended and this program started it. */
    public OptionalInt exitCode() {
        return process.exitCode();
    }

    /** Ends the broker at once; what it had acknowledged stays. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop("TERM", STOP_MAX);
    }

    /** A broker without access control never passes for one with it. */
    private static List<String> command(String jars, Optional<KafkaAccess> access) {
        var command = new ArrayList<>(List.of(
                java(),
                "-Xms" + HEAP_MEGABYTES + "m",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dholdfast.access=" + access.isPresent()));
        command.addAll(JvmOptions.added());
        command.addAll(List.of("-cp", jars, "kafka.Kafka", SETTINGS));
        return command;
    }

    /** Brings accounts and grants into the broker's log, if those of the last time were others. */
    private static void apply(KafkaAccess access, Path own, String jars, int port) {
        Path done = own.resolve(APPLIED);
        String state = access.state(own);
        try {
            if (Files.exists(done) && Files.readString(done).equals(state)) {
                return;
            }
            Path classes = Path.of(KafkaAccessProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var command = new ArrayList<>(List.of(
                    java(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes + File.pathSeparator + jars,
                    KafkaAccessProgram.class.getName(),
                    "127.0.0.1:" + port));
            command.addAll(access.grants());
            Path log = own.resolve("access.log");
            int exit = run(command, own, log, PROGRAM_MAX);
            if (exit != 0) {
                throw new InputFaultException(new InputFault(
                        "servers.kafka.no-access-control",
                        "the broker did not take its accounts and grants",
                        log.toString(),
                        "the access program to end with 0",
                        "exit code " + exit,
                        "read the log and start again"));
            }
            PrivateFiles.write(done, state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a program of the broker in its folder. Returns the exit code, or that of a killed one after the bound. */
    private static int run(List<String> command, Path own, Path log, Duration bound) throws IOException {
        PrivateFiles.write(log, "");
        Process process = new ProcessBuilder(PrivateFiles.command(command))
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program of the broker ran", e);
        }
    }

    /** Formats the log directory once; a run that was cut off in the middle starts over. */
    private static void format(Path own, String jars, String cluster) {
        Path done = own.resolve("formatted");
        if (Files.exists(done)) {
            return;
        }
        ServerFolder.deleteTree(own.resolve(LOG));
        Path log = own.resolve("format.log");
        List<String> command = List.of(
                java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars,
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id=" + cluster, // In one argument: one of 64 ids begins with a hyphen.
                "-c",
                SETTINGS);
        try {
            Files.deleteIfExists(own.resolve(APPLIED));
            int exit = run(command, own, log, PROGRAM_MAX);
            if (exit != 0) {
                throw new InputFaultException(new InputFault(
                        "servers.kafka.not-formatted",
                        "the broker's log directory could not be formatted",
                        log.toString(),
                        "the format tool to end with 0",
                        "exit code " + exit,
                        "read the log"));
            }
            PrivateFiles.write(done, cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * One voter, named in the settings rather than in the log, so that the controller may have another port after a
     * restart.
     */
    private static String listeners(String name, String protocol, int port) {
        return """
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=%3$s://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=%3$s://127.0.0.1:%1$d
                listener.security.protocol.map=%3$s:%4$s,CONTROLLER:%4$s
                inter.broker.listener.name=%3$s
                """.formatted(port, LoopbackPort.free(), name, protocol);
    }

    /** Short waits, since a single broker waits for no other. */
    private static String settings() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.listener.names=CONTROLLER
                log.dirs=%s
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                message.max.bytes=8388608
                replica.fetch.max.bytes=8388608
                log.segment.bytes=134217728
                log.retention.ms=-1
                log.cleaner.threads=1
                log.cleaner.dedupe.buffer.size=4194304
                num.network.threads=2
                num.io.threads=4
                """.formatted(LOG);
    }
}
