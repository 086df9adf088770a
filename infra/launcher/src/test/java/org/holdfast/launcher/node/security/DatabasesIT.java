package org.holdfast.launcher.node.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerBinaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The role of each service on a real server. */
class DatabasesIT {
    private static final String NO_RIGHT = "42501";
    private static final String NO_LOGIN = "28P01";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final int port = LoopbackPort.free();
    private final AtomicInteger passwords = new AtomicInteger();

    private PostgresServer start() {
        Path home = Path.of(System.getProperty("holdfast.home", "../.."));
        return PostgresServer.start(ServerBinaries.below(home.toAbsolutePath()), folder, port, this::password);
    }

    private String password() {
        return "secret-" + passwords.incrementAndGet();
    }

    private Connection as(PostgresServer server, String role, String database) throws Exception {
        var settings = new Properties();
        settings.load(new StringReader(Databases.settings(folder, role)));
        return DriverManager.getConnection(
                server.jdbcUrl(database),
                settings.getProperty("spring.datasource.username"),
                settings.getProperty("spring.datasource.password"));
    }

    private static Connection superUser(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), PostgresServer.USER, server.password());
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        return catchThrowableOfType(SQLException.class, step).getSQLState();
    }

    @Test
    void eachServiceHasItsOwnDatabaseAndNoRightBeyondIt() throws Exception {
        try (var server = start()) {
            Databases.ensure(server, folder, this::password);
            execute(as(server, "freeze", "freeze"), "create table hold (id int)", "insert into hold values (1)");
            execute(as(server, "tracing", "tracing"), "create table label (id int)");
            for (String closed : List.of("freeze", "postgres", "template1")) {
                assertThat(refusal(() -> as(server, "tracing", closed)))
                        .as(closed)
                        .isEqualTo(NO_RIGHT);
            }
            assertThat(refusal(() -> as(server, "freeze", "tracing"))).isEqualTo(NO_RIGHT);
            for (String forbidden : List.of(
                    "create role intruder",
                    "create database intruder",
                    "alter role tracing superuser",
                    "set role postgres",
                    "set role freeze",
                    "alter system set fsync = off",
                    "select pg_read_file('/etc/hosts')",
                    "copy label to program 'true'")) {
                assertThat(refusal(() -> execute(as(server, "tracing", "tracing"), forbidden)))
                        .as(forbidden)
                        .isEqualTo(NO_RIGHT);
            }
        }
    }

    @Test
    void whoHasNoPasswordGetsNoConnection() throws Exception {
        try (var server = start()) {
            Databases.ensure(server, folder, this::password);
            for (String role : List.of("postgres", "tracing", "freeze", "nobody")) {
                for (String guess : List.of("", role, "secret-9")) {
                    String state = refusal(() -> DriverManager.getConnection(server.jdbcUrl("freeze"), role, guess));
                    assertThat(state).as(role + " with '" + guess + "'").isIn(NO_LOGIN, "08004");
                }
            }
            assertThat(PrivateFiles.tooWide(folder)).isEmpty();
        }
    }

    @Test
    void tablesOfAnOlderVersionAreHandedOverWithTheirData() throws Exception {
        try (var server = start()) {
            execute(superUser(server, "postgres"), "create database \"freeze\"", "create database tracing");
            execute(
                    superUser(server, "freeze"),
                    "create table hold_view (id bigint generated always as identity, state text)",
                    "create table entry (id bigserial)",
                    "create sequence numbers",
                    "create view held as select id from hold_view",
                    "create function restart_projection(projection text) returns void language sql as 'select null'",
                    "insert into hold_view (state) values ('placed')");
            Databases.ensure(server, folder, this::password);
            execute(
                    as(server, "freeze", "freeze"),
                    "insert into hold_view (state) values ('sent')",
                    "alter table hold_view add column reason text",
                    "alter table entry add column reason text",
                    "select nextval('numbers')",
                    "select id from held",
                    "drop function restart_projection(text)",
                    "truncate hold_view");
            Databases.ensure(server, folder, this::password);
        }
    }

    @Test
    void passwordsStayOverARestart() throws Exception {
        String before;
        try (var server = start()) {
            Databases.ensure(server, folder, this::password);
            before = Databases.settings(folder, "tracing");
        }
        try (var server = start()) {
            Databases.ensure(server, folder, this::password);
            assertThat(Databases.settings(folder, "tracing")).isEqualTo(before);
            assertThat(as(server, "tracing", "tracing").isValid(1)).isTrue();
        }
        assertThat(passwords).hasValue(3);
    }
}
