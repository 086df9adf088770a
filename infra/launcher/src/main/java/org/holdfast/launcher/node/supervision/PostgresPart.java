package org.holdfast.launcher.node.supervision;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.security.Databases;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerBinaries;
import org.jspecify.annotations.Nullable;

/** The database server, with one database for each service. */
final class PostgresPart implements Part {
    static final String NAME = "postgres";

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
        Databases.ensure(now, layout.postgres(), secrets);
        for (String name : Databases.NAMES) {
            PrivateFiles.write(secretFile(layout, name), Databases.settings(layout.postgres(), name));
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
