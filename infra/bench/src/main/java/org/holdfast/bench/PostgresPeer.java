package org.holdfast.bench;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.holdfast.primitives.Outpoint;
import org.holdfast.servers.PostgresServer;
import org.holdfast.tracing.graph.BlockContent;
import org.postgresql.PGConnection;

/** The graph as two tables, and what a recursive query over them finds. */
final class PostgresPeer implements AutoCloseable {
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
    record Reached(long transactions, long nanos) {}

    private final Connection connection;

    private PostgresPeer(Connection connection) {
        this.connection = connection;
    }

    static PostgresPeer open(PostgresServer server) {
        try {
            // Compiling the query costs more than it gains here; the peer is measured at its better setting.
            var peer = new PostgresPeer(
                    DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.USER, server.password()));
            peer.execute("set jit = off");
            return peer;
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /** Begins with empty tables. */
    void clear() {
        execute("drop table if exists tx_output, tx_input");
        execute("create table tx_output (txid bytea not null, output_index int not null, value bigint not null,"
                + " address text not null)");
        execute("create table tx_input (txid bytea not null, spent_txid bytea not null, spent_index int not null)");
    }

    void copy(BlockContent block) throws IOException {
        var outputs = new StringBuilder();
        var inputs = new StringBuilder();
        for (BlockContent.Transaction transaction : block.transactions()) {
            String id = bytes(transaction.id().displayBytes());
            for (int i = 0; i < transaction.outputs().size(); i++) {
                BlockContent.Output output = transaction.outputs().get(i);
                outputs.append(id).append('\t').append(i).append('\t').append(output.value());
                outputs.append('\t').append(output.address()).append('\n');
            }
            for (Outpoint spent : transaction.inputs()) {
                inputs.append(id).append('\t').append(bytes(spent.txId().displayBytes()));
                inputs.append('\t').append(spent.index()).append('\n');
            }
        }
        try {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            copies.copyIn("copy tx_output from stdin", new StringReader(outputs.toString()));
            copies.copyIn("copy tx_input from stdin", new StringReader(inputs.toString()));
        } catch (SQLException e) {
            throw new IllegalStateException("a block cannot be copied", e);
        }
    }

    /** Keys and statistics, once all is there: faster than keeping them up with each row. */
    void finish() {
        execute("alter table tx_output add primary key (txid, output_index)");
        execute("alter table tx_input add primary key (spent_txid, spent_index)");
        execute("analyze tx_output, tx_input");
    }

    /** Bytes of both tables with their keys. */
    long bytes() {
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
    Reached reached(Outpoint seed) {
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
    Reached searched(Outpoint seed) {
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

    private static String bytes(byte[] value) {
        return "\\\\x" + HexFormat.of().formatHex(value);
    }

    private void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection cannot be closed", e);
        }
    }
}
