package org.holdfast.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.bench.SourceChain.Counts;
import org.holdfast.bench.peer.KafkaPeer;
import org.holdfast.bench.peer.PostgresPeer;
import org.holdfast.bench.sample.Measurements;
import org.holdfast.bench.sample.Row;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/** From checked blocks to an index on disk, from memory and from Kafka. */
final class IndexBench {
    private static final String TRANSACTIONS = "transactions";
    private static final String PER_OUTPUT = "bytes/output";
    private static final String PER_TRANSACTION = "bytes/transaction";
    /** One collection may leave what only the next one finds free. */
    private static final int COLLECTIONS = 2;

    private final SourceChain chain;
    private final Measurements found;

    IndexBench(SourceChain chain, Measurements found) {
        this.chain = chain;
        this.found = found;
    }

    /** Builds a fresh index in the folder and leaves it there, closed. Returns the time of appending in nanoseconds. */
    long append(Path folder) {
        Appended appended = appendAndClose(folder);
        rate(Row.INDEX_APPEND, appended.nanos());
        // The difference to a heap without the index: what was freed meanwhile is in neither.
        perUnit(Row.INDEX_HEAP, Math.max(0, appended.heapWithIndex() - usedHeap()));
        return appended.nanos();
    }

    private record Appended(long nanos, long heapWithIndex) {}

    /** In a method of its own, so that nothing refers to the index when it has returned. */
    private Appended appendAndClose(Path folder) {
        try (var store = MappedGraphStore.open(folder, chain.network().chain())) {
            long nanos = appendAll(store);
            chain.counts().require(counts(store.totals()), "the index");
            perUnit(Row.INDEX_DISK, store.bytes());
            return new Appended(nanos, usedHeap());
        }
    }

    private long appendAll(MappedGraphStore store) {
        long nanos = 0;
        long offset = 0;
        BlockFileImport blocks = chain.plan();
        while (blocks.hasNext()) {
            BlockContent content = Contents.of(blocks.next());
            long begin = System.nanoTime();
            store.append(content, ++offset);
            nanos += System.nanoTime() - begin;
        }
        return nanos;
    }

    /** Opens the index of the folder again. The caller closes it. */
    MappedGraphStore reopen(Path folder) {
        long begin = System.nanoTime();
        var store = MappedGraphStore.open(folder, chain.network().chain());
        rate(Row.INDEX_REOPEN, System.nanoTime() - begin);
        chain.counts().require(counts(store.totals()), "the index, opened again");
        return store;
    }

    /** Indexes what was published under a chain id. */
    void feed(KafkaPeer kafka, ChainId topicChain, Path folder) {
        String topic = Topics.chainBlocks(topicChain);
        long[] records = {0};
        long polling = kafka.consume(topic, record -> records[0]++);
        rate(Row.INDEX_POLL_PEER, polling);
        try (var store = MappedGraphStore.open(folder, chain.network().chain())) {
            var assembly = new Assembly(store);
            long feeding = kafka.consume(topic, record -> assembly.take(record.value(), record.offset() + 1));
            chain.counts().require(counts(store.totals()), "the index from Kafka");
            rate(Row.INDEX_FEED, feeding);
            found.ratio(Row.INDEX_FEED_RATIO, chain.name(), "x", feeding, polling);
        }
    }

    /** Copies the same blocks into PostgreSQL, for the time and the size, and for the recursive query later. */
    void copy(PostgresPeer postgres, long appending) {
        long copying = 0;
        postgres.clear();
        BlockFileImport blocks = chain.plan();
        while (blocks.hasNext()) {
            BlockContent content = Contents.of(blocks.next());
            long begin = System.nanoTime();
            postgres.copy(content);
            copying += System.nanoTime() - begin;
        }
        long begin = System.nanoTime();
        postgres.finish();
        copying += System.nanoTime() - begin;
        rate(Row.INDEX_COPY_PEER, copying);
        found.ratio(Row.INDEX_APPEND_RATIO, chain.name(), "x", appending, copying);
        perUnit(Row.INDEX_DISK_PEER, postgres.bytes());
    }

    private void rate(Row row, long nanos) {
        found.rate(row, chain.name(), TRANSACTIONS, chain.counts().transactions(), nanos);
    }

    private void perUnit(Row row, long bytes) {
        found.ratio(row, chain.name(), PER_OUTPUT, bytes, chain.counts().outputs());
        found.ratio(row, chain.name(), PER_TRANSACTION, bytes, chain.counts().transactions());
    }

    private static Counts counts(GraphTotals totals) {
        return new Counts(totals.blocks(), totals.transactions(), totals.inputs(), totals.outputs());
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Puts blocks together from their records. */
    private static final class Assembly {
        private final MappedGraphStore store;
        private final List<UtxoTransactions> batches = new ArrayList<>();
        private Optional<BlockOpened> opened = Optional.empty();

        Assembly(MappedGraphStore store) {
            this.store = store;
        }

        void take(byte[] value, long next) {
            try {
                ChainRecord record = ChainRecord.parseFrom(value);
                switch (record.getRecordCase()) {
                    case OPENED -> {
                        opened = Optional.of(record.getOpened());
                        batches.clear();
                    }
                    case UTXO_TRANSACTIONS -> batches.add(record.getUtxoTransactions());
                    case SEALED ->
                        store.append(
                                Contents.of(VerifiedBlock.ofUtxo(opened.orElseThrow(), batches, record.getSealed())),
                                next);
                    case ACCOUNT_TRANSACTIONS, RETRACTED, RECORD_NOT_SET ->
                        throw new IllegalStateException("a record that no import publishes");
                }
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a record cannot be read", e);
            }
        }
    }
}
