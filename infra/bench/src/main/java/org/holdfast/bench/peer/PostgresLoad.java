package org.holdfast.bench.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.BlockContent;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Both tables of the graph, each filled over a connection of its own by one binary COPY that stays open from the first
 * block to the last. A table is made, filled and given its key in one transaction: so its pages need no log.
 */
final class PostgresLoad implements AutoCloseable {
    private static final String OUTPUTS =
            "create table tx_output (txid bytea not null, output_index int not null, value bigint not null,"
                    + " address text not null)";
    private static final String INPUTS =
            "create table tx_input (txid bytea not null, spent_txid bytea not null, spent_index int not null)";
    private static final String OUTPUTS_KEY = "alter table tx_output add primary key (txid, output_index)";
    private static final String INPUTS_KEY = "alter table tx_input add primary key (spent_txid, spent_index)";

    private final Table outputs;
    private final Table inputs;

    /** The connections are the load's own from here on. */
    PostgresLoad(Connection first, Connection second) {
        outputs = new Table(first, OUTPUTS, "tx_output", OUTPUTS_KEY);
        inputs = new Table(second, INPUTS, "tx_input", INPUTS_KEY);
    }

    void add(BlockContent block) {
        for (BlockContent.Transaction transaction : block.transactions()) {
            byte[] id = transaction.id().displayBytes();
            for (int i = 0; i < transaction.outputs().size(); i++) {
                BlockContent.Output output = transaction.outputs().get(i);
                byte[] address = output.address().getBytes(StandardCharsets.UTF_8);
                outputs.row(4, id.length + address.length);
                outputs.bytes(id).number(i).wide(output.value()).bytes(address);
            }
            for (Outpoint spent : transaction.inputs()) {
                byte[] source = spent.txId().displayBytes();
                inputs.row(3, id.length + source.length);
                inputs.bytes(id).bytes(source).number(spent.index());
            }
        }
    }

    /** Ends both copies and makes both keys, side by side. */
    void finish() {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<?> done : List.of(threads.submit(outputs::finish), threads.submit(inputs::finish))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the tables cannot be finished", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the tables got their keys", e);
        }
    }

    @Override
    public void close() {
        outputs.close();
        inputs.close();
    }

    /** One table and its COPY, rows in PostgreSQL's binary form. */
    private static final class Table {
        private static final byte[] SIGNATURE = {
            'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
        };
        private static final int BUFFER = 1 << 18;
        private static final int FIELDS_MOST = 64;
        private static final short END = -1;

        private final Connection connection;
        private final String key;
        private final CopyIn copy;
        private final ByteBuffer rows = ByteBuffer.allocate(BUFFER);

        Table(Connection connection, String create, String name, String key) {
            this.connection = connection;
            this.key = key;
            try {
                connection.setAutoCommit(false);
                execute(create);
                copy = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + name + " from stdin (format binary, freeze)");
            } catch (SQLException e) {
                throw new IllegalStateException("the copy into " + name + " does not begin", e);
            }
            rows.put(SIGNATURE);
        }

        void row(int fields, int bytes) {
            if (rows.remaining() < bytes + FIELDS_MOST) {
                send();
            }
            rows.putShort((short) fields);
        }

        Table bytes(byte[] value) {
            rows.putInt(value.length).put(value);
            return this;
        }

        Table number(int value) {
            rows.putInt(Integer.BYTES).putInt(value);
            return this;
        }

        Table wide(long value) {
            rows.putInt(Long.BYTES).putLong(value);
            return this;
        }

        void finish() {
            row(END, 0);
            send();
            try {
                copy.endCopy();
                execute(key);
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException("refused: " + key, e);
            }
        }

        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException("the connection cannot be closed", e);
            }
        }

        private void send() {
            try {
                copy.writeToCopy(rows.array(), 0, rows.position());
                rows.clear();
            } catch (SQLException e) {
                throw new IllegalStateException("rows cannot be copied", e);
            }
        }

        private void execute(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
