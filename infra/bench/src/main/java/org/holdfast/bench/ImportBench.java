package org.holdfast.bench;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.bench.SourceChain.Counts;
import org.holdfast.bench.peer.KafkaPeer;
import org.holdfast.bench.peer.PlainBlocks;
import org.holdfast.bench.sample.Measurements;
import org.holdfast.bench.sample.Row;
import org.holdfast.chain.app.BlockImport;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;

/** From block files to Kafka, in phases. */
final class ImportBench {
    private static final String TRANSACTIONS = "transactions";
    private static final String BLOCKS = "blocks";
    private static final short ONE_COPY = 1;

    private final SourceChain chain;
    private final String bootstrap;
    private final Measurements found;

    ImportBench(SourceChain chain, String bootstrap, Measurements found) {
        this.chain = chain;
        this.bootstrap = bootstrap;
        this.found = found;
    }

    /** Measures one whole import on a topic of its own, named by the given chain id, which holds the blocks after. */
    void run(ChainId topicChain) throws InterruptedException {
        long checking = check();
        rates(Row.IMPORT_CHECK, checking);
        long parsing = parse();
        rates(Row.IMPORT_PARSE_PEER, parsing);
        found.ratio(Row.IMPORT_CHECK_RATIO, chain.name(), "x", checking, parsing);
        long publishing = publish(topicChain);
        rates(Row.IMPORT_PUBLISH, publishing);
        rates(Row.IMPORT_WHOLE, Math.addExact(checkOnly(), publishing));
        long sending = send(new ChainId(topicChain.text() + "-peer"));
        rates(Row.IMPORT_SEND_PEER, sending);
        found.ratio(Row.IMPORT_PUBLISH_RATIO, chain.name(), "x", publishing, sending);
    }

    private void rates(Row row, long nanos) {
        found.rate(row, chain.name(), TRANSACTIONS, chain.counts().transactions(), nanos);
        found.rate(row, chain.name(), BLOCKS, chain.counts().blocks(), nanos);
    }

    private long check() {
        long begin = System.nanoTime();
        Counts counts = Counts.NONE;
        BlockFileImport blocks = chain.plan();
        while (blocks.hasNext()) {
            counts = counts.plus(blocks.next());
        }
        long nanos = System.nanoTime() - begin;
        chain.counts().require(counts, "the checked chain");
        return nanos;
    }

    /** What the command does before it publishes anything. */
    private long checkOnly() {
        long begin = System.nanoTime();
        BlockFileImport blocks = chain.plan();
        while (blocks.hasNext()) {
            blocks.checkNext();
        }
        return System.nanoTime() - begin;
    }

    private long parse() {
        long begin = System.nanoTime();
        PlainBlocks.Parsed parsed = PlainBlocks.parse(chain.network(), chain.files());
        long nanos = System.nanoTime() - begin;
        if (parsed.blocks() != chain.counts().blocks()
                || parsed.transactions() != chain.counts().transactions()) {
            throw new IllegalStateException("bitcoinj alone read " + parsed + " of " + chain.counts());
        }
        return nanos;
    }

    private long publish(ChainId topicChain) throws InterruptedException {
        try (var publisher = KafkaBlockPublisher.open(bootstrap, topicChain, ONE_COPY)) {
            long begin = System.nanoTime();
            long[] blocks = {0};
            new BlockImport(chain.plan(), BitcoinNetwork.REGTEST.finality()).run(publisher, block -> blocks[0]++);
            long nanos = System.nanoTime() - begin;
            if (blocks[0] != chain.counts().blocks()) {
                throw new IllegalStateException("published " + blocks[0] + " of " + chain.counts());
            }
            return nanos;
        }
    }

    private long send(ChainId topicChain) throws InterruptedException {
        return new KafkaPeer(bootstrap).send(Topics.chainBlocks(topicChain), records());
    }

    /** The values of the records that an import publishes on the topic of blocks. */
    private List<byte[]> records() {
        var records = new ArrayList<byte[]>();
        BlockFileImport blocks = chain.plan();
        while (blocks.hasNext()) {
            blocks.next().records().forEach(record -> records.add(record.toByteArray()));
        }
        return records;
    }
}
