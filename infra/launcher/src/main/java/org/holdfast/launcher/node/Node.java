package org.holdfast.launcher.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerBinaries;

/** The running node. It starts servers and services as its children, watches them and stops exactly these. */
public final class Node {
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final Duration READY_MAX = Duration.ofSeconds(150);
    private static final int RESTARTS_MAX = 5;
    private static final List<String> DATABASES = List.of("tracing", "freeze");

    private final NodeLayout layout;
    private final boolean robots;
    private final SecureRandom random = new SecureRandom();
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Followers followers;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Node(NodeLayout layout, boolean robots) {
        this.layout = layout;
        this.robots = robots;
        this.followers = new Followers(layout);
    }

    /** Runs until a signal asks it to stop or a part fails for good. Returns the exit code. */
    public int run(NodePorts asked) throws IOException, InterruptedException {
        Files.createDirectories(layout.data());
        Files.deleteIfExists(layout.state());
        Files.deleteIfExists(layout.failure());
        Access.ensure(layout);
        NodePorts ports = NodePorts.choose(layout, asked);
        ServerBinaries binaries = ServerBinaries.below(layout.home());
        // Not earlier: the hook waits for the end of the block below.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopFromSignal));
        try (var postgres = PostgresServer.start(
                        binaries,
                        layout.postgres(),
                        ports.postgres(),
                        () -> HexFormat.of().formatHex(bytes()));
                var kafka = KafkaBroker.start(
                        binaries,
                        layout.kafka(),
                        ports.kafka(),
                        () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes()))) {
            return serve(ports, postgres, kafka);
        } finally {
            Files.deleteIfExists(layout.state());
            stopped.countDown();
        }
    }

    /** Runs the services until they are stopped. They end before the servers, which they need to end in order. */
    private int serve(NodePorts ports, PostgresServer postgres, KafkaBroker kafka)
            throws IOException, InterruptedException {
        try {
            createDatabases(postgres);
            startServices(ports, postgres, kafka);
            var self = ProcessHandle.current();
            new NodeState(
                            self.pid(),
                            self.info().startInstant().orElse(Instant.EPOCH),
                            ports.kafka(),
                            ports.postgres(),
                            ports.tracing(),
                            ports.freeze())
                    .write(layout);
            return watch(postgres, kafka);
        } finally {
            followers.stop();
            services.reversed().forEach(ServiceProcess::stop);
        }
    }

    private byte[] bytes() {
        byte[] raw = new byte[16];
        random.nextBytes(raw);
        return raw;
    }

    private static void createDatabases(PostgresServer postgres) {
        for (String name : DATABASES) {
            String url = postgres.jdbcUrl("postgres");
            try (var connection = DriverManager.getConnection(url, PostgresServer.USER, postgres.password());
                    var look = connection.prepareStatement("select 1 from pg_database where datname = ?");
                    var statement = connection.createStatement()) {
                look.setString(1, name);
                if (!look.executeQuery().next()) {
                    statement.execute("create database \"" + name + "\""); // FREEZE is a key word.
                }
            } catch (SQLException e) {
                throw new IllegalStateException("cannot make database " + name, e);
            }
        }
    }

    private void startServices(NodePorts ports, PostgresServer postgres, KafkaBroker kafka) {
        services.add(service(
                Module.TRACING,
                "tracing",
                ports.tracing(),
                postgres,
                kafka,
                List.of("-Dholdfast.data=" + layout.index())));
        if (Module.FREEZE.isPartOf(layout.home())) {
            services.add(freeze(ports, postgres, kafka));
        }
        services.forEach(ServiceProcess::start);
        services.forEach(service -> service.awaitReady(READY_MAX));
        if (robots && Module.ROBOT.isPartOf(layout.home())) {
            for (String exchange : Access.EXCHANGES) {
                var robot = Robots.process(layout, exchange, ports.freeze());
                services.add(robot);
                robot.start();
            }
        }
    }

    private ServiceProcess freeze(NodePorts ports, PostgresServer postgres, KafkaBroker kafka) {
        return service(
                Module.FREEZE,
                "freeze",
                ports.freeze(),
                postgres,
                kafka,
                List.of(
                        "-Dholdfast.data=" + layout.service("freeze"),
                        "-Dholdfast.vasps=" + String.join(",", Access.EXCHANGES)));
    }

    private ServiceProcess service(
            Module module, String name, int port, PostgresServer postgres, KafkaBroker kafka, List<String> extra) {
        var settings = new ArrayList<>(List.of(
                "-Dserver.address=127.0.0.1",
                "-Dserver.port=" + port,
                "-Dholdfast.kafka.bootstrap=" + kafka.bootstrap(),
                "-Dholdfast.access.file=" + layout.accepted(),
                "-Dspring.datasource.url=" + postgres.jdbcUrl(name),
                "-Dspring.datasource.username=" + PostgresServer.USER,
                "-Dspring.config.import=optional:file:" + secretFile(name, postgres.password())));
        settings.addAll(extra);
        var command = new ArrayList<>(module.javaCommand(layout.home()));
        command.addAll(settings);
        command.add(module.mainClass());
        return new ServiceProcess(name, command, layout.service(name), port, true);
    }

    /** A private file takes the database password, because every user of the machine can read a command line. */
    private Path secretFile(String name, String password) {
        return PrivateFile.write(
                layout.service(name).resolve("database.properties"), "spring.datasource.password=" + password + "\n");
    }

    private int watch(PostgresServer postgres, KafkaBroker kafka) throws InterruptedException, IOException {
        while (!stopAsked.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!postgres.isAlive() || !kafka.isAlive()) {
                return fail((postgres.isAlive() ? "the broker" : "the database") + " ended unexpectedly");
            }
            followers.look(kafka.bootstrap());
            for (ServiceProcess service : services) {
                if (!service.isAlive()) {
                    if (service.starts() > RESTARTS_MAX) {
                        return fail(service.name() + " ended " + service.starts() + " times");
                    }
                    service.start();
                }
            }
        }
        return 0;
    }

    private int fail(String what) throws IOException {
        var fault = new InputFault(
                "launcher.node.failed",
                "the node stopped",
                layout.data().toString(),
                "every part to keep running",
                what,
                "read the logs in the data directory and start again");
        Files.writeString(layout.failure(), fault.sentence());
        throw new InputFaultException(fault);
    }

    private void stopFromSignal() {
        stopAsked.countDown();
        try {
            if (!stopped.await(60, TimeUnit.SECONDS)) {
                followers.stop();
                services.forEach(ServiceProcess::stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
