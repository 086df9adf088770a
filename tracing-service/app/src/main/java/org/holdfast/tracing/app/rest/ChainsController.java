package org.holdfast.tracing.app.rest;

import org.holdfast.api.trace.ChainsResponse;
import org.holdfast.api.trace.ChainsResponse.ChainStatus;
import org.holdfast.api.trace.ChainsResponse.SegmentStatus;
import org.holdfast.api.trace.CheckResponse;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.app.kafka.KafkaBlockFeed;
import org.holdfast.tracing.app.store.Graphs;
import org.holdfast.tracing.graph.GraphStore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChainsController {
    private final Graphs graphs;
    private final KafkaBlockFeed feed;

    ChainsController(Graphs graphs, KafkaBlockFeed feed) {
        this.graphs = graphs;
        this.feed = feed;
    }

    @GetMapping("/v1/chains")
    @Needs(Permission.READ)
    ChainsResponse chains() {
        return new ChainsResponse(graphs.all().entrySet().stream()
                .map(entry -> status(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** Recomputes counts and sums of a chain's index; takes time in proportion to the index. */
    @PostMapping("/v1/chains/{chain}/check")
    @Needs(Permission.TRACE)
    CheckResponse check(@PathVariable String chain) {
        return new CheckResponse(graphs.of(new ChainId(chain)).soundTotals());
    }

    private ChainStatus status(ChainId chain, GraphStore store) {
        var totals = store.totals();
        try (var snapshot = store.snapshot()) {
            var segments = snapshot.segments().stream()
                    .map(s -> new SegmentStatus(
                            s.first().height(),
                            s.first().hash().toString(),
                            s.last().height(),
                            s.last().hash().toString()))
                    .toList();
            return new ChainStatus(
                    chain.text(),
                    segments,
                    totals.blocks(),
                    totals.transactions(),
                    totals.inputs(),
                    totals.outputs(),
                    totals.unspentOutputs(),
                    totals.outputSum().toString(),
                    totals.unspentSum().toString(),
                    totals.unknownInputs(),
                    graphs.bytes(chain),
                    store.feedOffset(),
                    feed.status(chain).stopped().orElse(null));
        }
    }
}
