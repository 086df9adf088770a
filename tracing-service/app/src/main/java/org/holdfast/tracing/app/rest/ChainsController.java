package org.holdfast.tracing.app.rest;

import java.util.List;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.ChainsResponse.LedgerStatus;
import org.holdfast.api.index.ChainsResponse.SegmentStatus;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.api.index.TransactionPlaceResponse;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.app.index.FeedStatuses;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.GraphStore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChainsController {
    private final Indexes indexes;
    private final FeedStatuses feeds;

    ChainsController(Indexes indexes, FeedStatuses feeds) {
        this.indexes = indexes;
        this.feeds = feeds;
    }

    @GetMapping("/v1/chains")
    @Needs(Permission.READ_TRACES)
    ChainsResponse chains() {
        return new ChainsResponse(
                indexes.graphs().entrySet().stream()
                        .map(entry -> status(entry.getKey(), entry.getValue()))
                        .toList(),
                indexes.ledgers().entrySet().stream()
                        .map(entry -> ledgers(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** Recomputes counts and sums of a chain's index; takes time in proportion to the index. */
    @PostMapping("/v1/chains/{chain}/check")
    @Needs(Permission.ASK_TRACES)
    CheckResponse check(@PathVariable String chain) {
        return new CheckResponse(indexes.of(new ChainId(chain)).check().isSound());
    }

    @GetMapping("/v1/chains/{chain}/transactions/{txid}")
    @Needs(Permission.READ_TRACES)
    TransactionPlaceResponse transaction(@PathVariable String chain, @PathVariable String txid) {
        TxId id = TxId.parse(txid);
        try (var snapshot = indexes.graph(new ChainId(chain)).snapshot()) {
            long position = snapshot.resolve(List.of(id))[0];
            if (position == GraphIndex.ABSENT) {
                throw new InputFaultException(new InputFault(
                        "tracing.transaction.unknown",
                        "a transaction is not in the index",
                        "txid",
                        "a transaction of an indexed block of " + chain,
                        id.toString(),
                        "import or follow the blocks that contain it, or correct the id"));
            }
            long height = snapshot.load(new long[] {position}).getFirst().height();
            BlockRef block = snapshot.block(height).orElseThrow();
            return new TransactionPlaceResponse(
                    id.toString(), height, block.hash().toString());
        }
    }

    private ChainStatus status(ChainId chain, GraphStore store) {
        var totals = store.totals();
        try (var snapshot = store.snapshot()) {
            return new ChainStatus(
                    chain.text(),
                    segments(snapshot.segments()),
                    totals.blocks(),
                    totals.transactions(),
                    totals.inputs(),
                    totals.outputs(),
                    totals.unspentOutputs(),
                    totals.outputSum().toString(),
                    totals.unspentSum().toString(),
                    totals.unknownInputs(),
                    store.bytes(),
                    store.feedOffset(),
                    feedOf(chain));
        }
    }

    private LedgerStatus ledgers(ChainId chain, AccountStore store) {
        var totals = store.totals();
        try (var snapshot = store.snapshot()) {
            return new LedgerStatus(
                    chain.text(),
                    segments(snapshot.segments()),
                    totals.blocks(),
                    totals.entries(),
                    totals.movements(),
                    totals.accounts(),
                    totals.shortfalls(),
                    store.bytes(),
                    store.feedOffset(),
                    feedOf(chain));
        }
    }

    private FeedStatus feedOf(ChainId chain) {
        LoopStatus loop = feeds.status(chain).loop();
        if (loop.stopped() != null) {
            return new FeedStatus(FeedStatus.STOPPED, loop.lag(), loop.stopped());
        }
        if (loop.isWell()) {
            return new FeedStatus(FeedStatus.READING, loop.lag(), null);
        }
        return new FeedStatus(
                FeedStatus.WAITING, loop.lag(), loop.cause() == null ? "the feed does not run" : loop.cause());
    }

    private static List<SegmentStatus> segments(List<Segment> segments) {
        return segments.stream()
                .map(s -> new SegmentStatus(
                        s.first().height(),
                        s.first().hash().toString(),
                        s.last().height(),
                        s.last().hash().toString()))
                .toList();
    }
}
