package org.holdfast.launcher.node.security;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.PrivateFiles;
import org.postgresql.PGConnection;

/**
 * The databases of the services. Each belongs to a role of its own with the same name, which owns nothing else, cannot
 * connect to another database and has no rights over the server. The super user works here only.
 */
public final class Databases {
    /** The services that have one. */
    public static final List<String> NAMES = List.of("tracing", "freeze");

    private static final String SUPER_USER_DATABASE = "postgres";
    /** Tables of an older version belong to the super user. */
    private static final String HAND_OVER = """
            do $$
            declare one record;
            begin
              for one in
                select c.oid::regclass as name from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
                  and c.relowner <> 'ROLE'::regrole
                  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                    and d.objid = c.oid and d.deptype in ('a', 'i'))
              loop
                execute format('alter table %s owner to "ROLE"', one.name);
              end loop;
              for one in
                select p.oid::regprocedure as name from pg_proc p
                where p.pronamespace = 'public'::regnamespace and p.proowner <> 'ROLE'::regrole
              loop
                execute format('alter routine %s owner to "ROLE"', one.name);
              end loop;
            end $$""";

    private Databases() {}

    /**
     * Makes what is missing of roles, passwords and databases, and gives each service the file with its own.
     *
     * @param folder the server's folder, which keeps the passwords
     * @param passwords gives a password that is made for the first time
     */
    public static void ensure(PostgresServer server, Path folder, Supplier<String> passwords) {
        try (var connection = connect(server, SUPER_USER_DATABASE);
                var statement = connection.createStatement()) {
            for (String name : NAMES) {
                String password = PrivateFiles.secret(passwordFile(folder, name), passwords);
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
                    statement.execute("create role \"%s\" login nosuperuser nocreatedb nocreaterole noreplication"
                            .formatted(name));
                }
                // The client makes the hash, so that no log of the server has the password.
                connection.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
                if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                    statement.execute("create database \"%1$s\" owner \"%1$s\"".formatted(name));
                }
                statement.execute("alter database \"%1$s\" owner to \"%1$s\"".formatted(name));
                closeToOthers(statement, name);
            }
            closeToOthers(statement, SUPER_USER_DATABASE);
            closeToOthers(statement, "template1");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the databases", e);
        }
        NAMES.forEach(name -> handOver(server, name));
    }

    /** The settings with which a service reaches its database. */
    public static String settings(Path folder, String name) {
        return "spring.datasource.username=%s%nspring.datasource.password=%s%n"
                .formatted(name, PrivateFiles.secret(passwordFile(folder, name), Databases::notMade));
    }

    private static String notMade() {
        throw new IllegalStateException("the databases are not made yet");
    }

    private static Path passwordFile(Path folder, String name) {
        return folder.resolve(name + ".password");
    }

    private static void handOver(PostgresServer server, String name) {
        try (var connection = connect(server, name);
                var statement = connection.createStatement()) {
            statement.execute(HAND_OVER.replace("ROLE", name));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot hand database " + name + " over to its service", e);
        }
    }

    private static void closeToOthers(Statement statement, String database) throws SQLException {
        statement.execute("revoke all on database \"%s\" from public".formatted(database));
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var look = connection.prepareStatement(query)) {
            look.setString(1, name);
            try (var rows = look.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), PostgresServer.USER, server.password());
    }
}
