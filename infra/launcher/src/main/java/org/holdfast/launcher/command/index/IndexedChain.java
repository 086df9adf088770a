package org.holdfast.launcher.command.index;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.ChainsResponse.LedgerStatus;
import org.holdfast.api.index.ChainsResponse.SegmentStatus;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.primitives.ChainId;

/**
 * What is indexed of one chain, of outputs or of accounts.
 *
 * @param summary one line for a person
 * @param json the part of the service's answer about this chain
 */
public record IndexedChain(
        ChainId chain, long blocks, List<SegmentStatus> segments, FeedStatus feed, String summary, String json) {
    /** Every chain of the service. */
    public static List<IndexedChain> all(TracingClient tracing) {
        ChainsResponse known = tracing.chains();
        return Stream.concat(
                        known.chains().stream().map(IndexedChain::of),
                        known.ledgers().stream().map(IndexedChain::of))
                .toList();
    }

    /** One chain, if the service has it. */
    public static Optional<IndexedChain> find(TracingClient tracing, ChainId chain) {
        return all(tracing).stream().filter(one -> one.chain().equals(chain)).findFirst();
    }

    private static IndexedChain of(ChainStatus status) {
        return new IndexedChain(
                new ChainId(status.chain()),
                status.blocks(),
                status.segments(),
                status.feed(),
                summary(status),
                ContractJson.write(status));
    }

    private static IndexedChain of(LedgerStatus status) {
        return new IndexedChain(
                new ChainId(status.chain()),
                status.blocks(),
                status.segments(),
                status.feed(),
                summary(status),
                ContractJson.write(status));
    }

    /** True if a block is in a segment; only the hash of the last one of a segment is known here. */
    public boolean has(long height, String hash) {
        return segments.stream()
                .anyMatch(segment -> segment.firstHeight() <= height
                        && height <= segment.lastHeight()
                        && (height < segment.lastHeight() || segment.lastHash().equals(hash)));
    }

    private static String summary(ChainStatus chain) {
        String text =
                "indexed: %d blocks, %d transactions, %d outputs, %d of them unspent; output sum %s, unspent sum %s"
                        .formatted(
                                chain.blocks(),
                                chain.transactions(),
                                chain.outputs(),
                                chain.unspentOutputs(),
                                chain.outputSum(),
                                chain.unspentSum());
        return chain.unknownInputs() == 0
                ? text
                : text + "; " + chain.unknownInputs()
                        + " inputs spend outputs from before these blocks, values unknown";
    }

    private static String summary(LedgerStatus chain) {
        String text = "indexed: %d blocks, %d entries, %d movements, %d accounts"
                .formatted(chain.blocks(), chain.entries(), chain.movements(), chain.accounts());
        return chain.shortfalls() == 0
                ? text
                : text + "; " + chain.shortfalls() + " payments exceed what is known of their payer";
    }
}
