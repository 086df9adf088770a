package org.holdfast.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.call.CallJson;
import org.holdfast.chain.evm.call.GethCalls;
import org.holdfast.chain.evm.extract.Extraction;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.chain.evm.records.AccountRecords;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;

/** From recorded blocks of an EVM chain, with logs and call traces, to Kafka. */
final class EvmBench {
    private static final String CHAIN = "evm generated";
    private static final String TRANSACTIONS = "transactions";
    private static final String BLOCKS = "blocks";
    private static final short ONE_COPY = 1;
    private static final int THREADS = 2;
    /** Blocks that are being prepared or wait to be published. */
    private static final int AHEAD_MAX = 8;

    private final EvmSource source;
    private final String bootstrap;
    private final Measurements found;
    private final EvmNetwork network = Mainnet.network();

    EvmBench(EvmSource source, String bootstrap, Measurements found) {
        this.source = source;
        this.bootstrap = bootstrap;
        this.found = found;
    }

    /** Measures one whole run on topics of its own, named by the given chain id. */
    void run(ChainId topicChain) throws InterruptedException {
        rates(Row.EVM_SENDERS, senders());
        long begin = System.nanoTime();
        var records = new ArrayList<byte[]>();
        for (EvmSource.Recorded block : source.blocks()) {
            prepare(block).records().forEach(record -> records.add(record.toByteArray()));
        }
        rates(Row.EVM_PREPARE, System.nanoTime() - begin);
        long publishing = publish(topicChain);
        rates(Row.EVM_PUBLISH, publishing);
        long sending = new KafkaPeer(bootstrap).send(Topics.chainBlocks(new ChainId(topicChain + "-peer")), records);
        rates(Row.EVM_SEND_PEER, sending);
        found.ratio(Row.EVM_PUBLISH_RATIO, CHAIN, "x", publishing, sending);
    }

    private void rates(Row row, long nanos) {
        found.rate(row, CHAIN, TRANSACTIONS, source.transactions(), nanos);
        found.rate(row, CHAIN, BLOCKS, source.blocks().size(), nanos);
    }

    private long senders() {
        long begin = System.nanoTime();
        for (EvmSource.Recorded block : source.blocks()) {
            for (EvmTransaction transaction : decoded(block).transactions()) {
                if (transaction.signature().signer().equals(transaction.to())) {
                    throw new IllegalStateException("a transaction to its own sender");
                }
            }
        }
        return System.nanoTime() - begin;
    }

    private long publish(ChainId topicChain) throws InterruptedException {
        try (var publisher = KafkaBlockPublisher.open(bootstrap, topicChain, ONE_COPY);
                var workers = Executors.newFixedThreadPool(THREADS)) {
            long begin = System.nanoTime();
            var ahead = new ArrayDeque<Future<VerifiedBlock>>();
            for (EvmSource.Recorded block : source.blocks()) {
                if (ahead.size() == AHEAD_MAX) {
                    publisher.publish(ahead.remove().get());
                }
                boolean first = publisher.published().segments().isEmpty() && ahead.isEmpty();
                ahead.add(workers.submit(() -> prepare(block).withSegmentStart(first)));
            }
            for (Future<VerifiedBlock> block : ahead) {
                publisher.publish(block.get());
            }
            return System.nanoTime() - begin;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block could not be prepared", e);
        }
    }

    /** Everything between a node's answer and the broker: decoded, checked, extracted, made into records. */
    private VerifiedBlock prepare(EvmSource.Recorded recorded) {
        EvmBlock block = decoded(recorded).verified();
        var ids = block.transactions().stream().map(EvmTransaction::id).toList();
        var calls = GethCalls.decode(CallJson.parse(recorded.traces()), ids);
        return new AccountRecords(network).of(new Extraction(network).of(block, calls), false);
    }

    private static EvmBlock decoded(EvmSource.Recorded recorded) {
        return new EvmBlock(
                EvmHeader.decode(recorded.header()),
                recorded.transactions().stream().map(EvmTransaction::decode).toList(),
                recorded.receipts().stream().map(EvmReceipt::decode).toList(),
                List.of(),
                List.of());
    }
}
