package org.holdfast.bench.peer;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.primitives.Outpoint;
import org.holdfast.servers.PostgresServer;
import org.holdfast.tracing.output.graph.BlockContent;
import org.jspecify.annotations.Nullable;

/** The graph as two tables, and what a recursive query over them finds. */
public final class PostgresPeer implements AutoCloseable {
    private static final String REACHED = """
            with recursive reached(txid) as (
              select txid from tx_input where spent_txid = ? and spent_index = ?
              union
              select i.txid
              from reached r
              join tx_output o on o.txid = r.txid and o.value > 0
              join tx_input i on i.spent_txid = o.txid and i.spent_index = o.output_index
            )
            select count(*) from reached
            """;

    private static final String NEXT = """
            select distinct i.txid
            from unnest(?::bytea[]) as r(txid)
            join tx_output o on o.txid = r.txid and o.value > 0
            join tx_input i on i.spent_txid = o.txid and i.spent_index = o.output_index
            """;
    private static final String FIRST = "select txid from tx_input where spent_txid = ? and spent_index = ?";
    /** Transactions that one query of a batched search asks for. */
    private static final int BATCH = 1_000;

    /** How many transactions were reached, and the time in nanoseconds. */
    public record Reached(long transactions, long nanos) {}

    private final PostgresServer server;
    private final Connection connection;
    private @Nullable PostgresLoad load;

    private PostgresPeer(PostgresServer server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /**
     * What the server is started with, so that it is a fair peer: a quarter of the memory for its pages, room for sorts
     * and hashes, no log for tables that are filled in the transaction that makes them, no checkpoint on the way.
     */
    public static List<String> settings() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long mebibytes = system.getTotalMemorySize() >> 20;
        return List.of(
                "shared_buffers=" + mebibytes / 4 + "MB",
                "effective_cache_size=" + mebibytes / 2 + "MB",
                "work_mem=256MB",
                "maintenance_work_mem=1GB",
                "random_page_cost=1.1",
                "jit=off",
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_wal_size=8GB",
                "checkpoint_timeout=1h",
                "transaction_timeout=0",
                "idle_in_transaction_session_timeout=0");
    }

    /** The server was started with {@link #settings()}. */
    public static PostgresPeer open(PostgresServer server) {
        return new PostgresPeer(server, connect(server));
    }

    private static Connection connect(PostgresServer server) {
        try {
            return DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.USER, server.password());
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /** Begins with empty tables. */
    public void clear() {
        close(load);
        execute("drop table if exists tx_output, tx_input");
        load = new PostgresLoad(connect(server), connect(server));
    }

    public void copy(BlockContent block) {
        requireNonNull(load).add(block);
    }

    /** Keys and statistics, once all is there: faster than keeping them up with each row. */
    public void finish() {
        requireNonNull(load).finish();
        execute("analyze tx_output, tx_input");
        close(load);
        load = null;
    }

    /** Writes to the disk what is only in memory, so that it is not written while something is measured. */
    public void settle() {
        execute("checkpoint");
    }

    /** Bytes of both tables with their keys. */
    public long bytes() {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select pg_total_relation_size('tx_output') + pg_total_relation_size('tx_input')")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be measured", e);
        }
    }

    /** Counts the transactions that value from the seed can have reached. */
    public Reached reached(Outpoint seed) {
        long begin = System.nanoTime();
        try (var statement = connection.prepareStatement(REACHED)) {
            statement.setBytes(1, seed.txId().displayBytes());
            statement.setInt(2, seed.index());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Reached(rows.getLong(1), System.nanoTime() - begin);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the recursive query failed", e);
        }
    }

    /** Counts them by a search on this side, which asks for the spends of a batch of transactions at a time. */
    public Reached searched(Outpoint seed) {
        long begin = System.nanoTime();
        var reached = new HashSet<ByteBuffer>();
        var frontier = new ArrayDeque<byte[]>();
        try (var first = connection.prepareStatement(FIRST);
                var next = connection.prepareStatement(NEXT)) {
            first.setBytes(1, seed.txId().displayBytes());
            first.setInt(2, seed.index());
            add(first, reached, frontier);
            while (!frontier.isEmpty()) {
                var batch = new byte[Math.min(BATCH, frontier.size())][];
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = frontier.remove();
                }
                next.setArray(1, connection.createArrayOf("bytea", batch));
                add(next, reached, frontier);
            }
            return new Reached(reached.size(), System.nanoTime() - begin);
        } catch (SQLException e) {
            throw new IllegalStateException("the batched search failed", e);
        }
    }

    private static void add(PreparedStatement query, Set<ByteBuffer> reached, Deque<byte[]> frontier)
            throws SQLException {
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                byte[] id = rows.getBytes(1);
                if (reached.add(ByteBuffer.wrap(id))) {
                    frontier.add(id);
                }
            }
        }
    }

    private void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + sql, e);
        }
    }

    private static void close(@Nullable PostgresLoad load) {
        if (load != null) {
            load.close();
        }
    }

    @Override
    public void close() {
        close(load);
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection cannot be closed", e);
        }
    }
}
