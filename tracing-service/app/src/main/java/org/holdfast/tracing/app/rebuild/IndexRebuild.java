package org.holdfast.tracing.app.rebuild;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.util.function.Consumer;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.stream.RecordStreamReader;
import org.holdfast.tracing.app.index.BlockAssembly;
import org.holdfast.tracing.index.IndexCatalog;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.jspecify.annotations.Nullable;

/**
 * Builds the index of a chain of outputs from a stream of its records and puts it in the place of the one that is there
 * once the end mark of the stream was read. Whatever happens before, the old index stays.
 *
 * <p>The blocks of such an index have no place on the topic of blocks: 0 stands for it, and the feed finds its own
 * place when the service starts.
 */
final class IndexRebuild {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final long NO_PLACE = 0;

    /** What was indexed, up to which block. */
    record Report(ChainId chain, GraphTotals totals, BlockRef last) {
        /** One line for the program that asked. */
        String json() {
            return "{\"chain\":\"%s\",\"blocks\":%d,\"transactions\":%d,\"outputs\":%d,\"height\":%d,\"hash\":\"%s\"}"
                    .formatted(
                            chain.text(),
                            totals.blocks(),
                            totals.transactions(),
                            totals.outputs(),
                            last.height(),
                            last.hash());
        }
    }

    private final ChainId chain;
    private final GraphStore store;
    private final BlockAssembly assembly = new BlockAssembly();
    private boolean open;

    private IndexRebuild(ChainId chain, GraphStore store) {
        this.chain = chain;
        this.store = store;
    }

    /**
     * Reads a stream to its end mark.
     *
     * @param catalog the indexes
     * @param said is given a sentence for each thing that an earlier run left to do
     * @throws InputFaultException if the stream, a record or a block does not hold, or the index is in use
     * @throws org.holdfast.records.stream.RecordStreamAbandonedException if the writer of the stream gave up
     */
    static Report run(
            ChainId chain, IndexCatalog<? extends GraphStore> catalog, InputStream in, Consumer<String> said) {
        var reader = new RecordStreamReader(new BufferedInputStream(in, BUFFER_BYTES));
        try (var replacement = catalog.replace(chain, said)) {
            var rebuild = new IndexRebuild(chain, replacement.store());
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                rebuild.take(record(entry.get()));
            }
            Report report = rebuild.report();
            replacement.replace();
            return report;
        }
    }

    private static ChainRecord record(RecordStreamReader.Entry entry) {
        try {
            return ChainRecord.parseFrom(entry.value());
        } catch (InvalidProtocolBufferException e) {
            throw unusable("a record of a block", "bytes that are none", e);
        }
    }

    private void take(ChainRecord record) {
        switch (record.getRecordCase()) {
            case OPENED -> begin(record.getOpened());
            case UTXO_TRANSACTIONS -> assembly.add(record.getUtxoTransactions());
            case SEALED -> {
                store.append(assembly.seal(record.getSealed()), NO_PLACE);
                open = false;
            }
            default ->
                throw unusable(
                        "records of blocks with inputs and outputs",
                        record.getRecordCase().name(),
                        null);
        }
    }

    private void begin(BlockOpened record) {
        if (!record.getChain().equals(chain.text())) {
            throw unusable("blocks of " + chain, InputFault.quote(record.getChain()), null);
        }
        assembly.open(record);
        open = true;
    }

    private Report report() {
        if (open) {
            throw unusable("the seal of the last block", "the end of the stream", null);
        }
        GraphTotals totals = store.totals();
        if (totals.blocks() == 0) {
            throw new InputFaultException(new InputFault(
                    "tracing.rebuild.no-blocks",
                    "the files hold no block",
                    chain.text(),
                    "at least one block",
                    "none",
                    "name block files or folders that have some; the index stays as it was"));
        }
        try (var snapshot = store.snapshot()) {
            return new Report(chain, totals, snapshot.segments().getLast().last());
        }
    }

    private static InputFaultException unusable(String expected, String got, @Nullable Throwable cause) {
        var fault = new InputFault(
                "tracing.rebuild.other-records",
                "a stream of records holds what no index is built from",
                "stream of records",
                expected,
                got,
                "use parts of the same version; the index stays as it was");
        return cause == null ? new InputFaultException(fault) : new InputFaultException(fault, cause);
    }
}
