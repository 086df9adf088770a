package org.holdfast.launcher.node.supervision;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.PrivateFile;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerBinaries;
import org.jspecify.annotations.Nullable;

/** The database server, with one database for each service. */
final class PostgresPart implements Part {
    static final String NAME = "postgres";

    private static final List<String> DATABASES = List.of("tracing", "freeze");

    private final ServerBinaries binaries;
    private final NodeLayout layout;
    private final int port;
    private final Supplier<String> secrets;
    private volatile @Nullable PostgresServer server;

    PostgresPart(ServerBinaries binaries, NodeLayout layout, int port, Supplier<String> secrets) {
        this.binaries = binaries;
        this.layout = layout;
        this.port = port;
        this.secrets = secrets;
    }

    /** A private file takes the database password, because every user of the machine can read a command line. */
    static Path secretFile(NodeLayout layout, String service) {
        return layout.service(service).resolve("database.properties");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Path folder() {
        return layout.postgres();
    }

    @Override
    public void start() {
        PostgresServer now = PostgresServer.start(binaries, layout.postgres(), port, secrets);
        server = now;
        for (String name : DATABASES) {
            create(now, name);
            PrivateFile.write(secretFile(layout, name), "spring.datasource.password=" + now.password() + "\n");
        }
    }

    private static void create(PostgresServer server, String name) {
        String url = server.jdbcUrl("postgres");
        try (var connection = DriverManager.getConnection(url, PostgresServer.USER, server.password());
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

    @Override
    public boolean isAlive() {
        PostgresServer now = server;
        return now != null && now.isAlive();
    }

    @Override
    public long pid() {
        PostgresServer now = server;
        return now == null || !now.isAlive() ? 0 : now.pid();
    }

    @Override
    public OptionalInt exitCode() {
        PostgresServer now = server;
        return now == null ? OptionalInt.empty() : now.exitCode();
    }

    @Override
    public boolean answers() {
        PostgresServer now = server;
        return now != null && now.answers();
    }

    @Override
    public void stop() {
        PostgresServer.stopRecorded(layout.postgres());
    }

    @Override
    public void kill() {
        PostgresServer now = server;
        if (now != null) {
            now.kill();
        }
    }
}
