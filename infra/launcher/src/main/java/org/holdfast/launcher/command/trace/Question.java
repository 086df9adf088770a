package org.holdfast.launcher.command.trace;

import java.util.List;
import java.util.stream.Stream;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.primitives.chain.Chains;

/**
 * A question for the tracing service whose chain may still be open.
 *
 * @param chain as the user wrote it; empty if the user named none
 * @param accounts true if the seeds are deposits into accounts
 * @param asked the question without its chain
 */
record Question(String chain, boolean accounts, TraceQuestion asked) {
    /** The chains that may have the seeds: the named one, or each one with indexed blocks. */
    List<String> candidates(TracingClient tracing) {
        if (!chain.isEmpty()) {
            return List.of(Chains.named(chain).chain().text());
        }
        ChainsResponse known = tracing.chains();
        Stream<String> names = accounts
                ? known.ledgers().stream().filter(ledger -> ledger.blocks() > 0).map(ChainsResponse.LedgerStatus::chain)
                : known.chains().stream().filter(one -> one.blocks() > 0).map(ChainsResponse.ChainStatus::chain);
        return names.toList();
    }

    /** The same question about one chain. */
    TraceQuestion on(String caip2) {
        return switch (asked) {
            case TraceRequest trace ->
                new TraceRequest(
                        caip2,
                        trace.seeds(),
                        trace.deposits(),
                        trace.policies(),
                        trace.direction(),
                        trace.sources(),
                        trace.sourceDeposits(),
                        trace.followFees(),
                        trace.caseId(),
                        trace.limits());
            case PathsRequest paths ->
                new PathsRequest(caip2, paths.seeds(), paths.deposits(), paths.target(), paths.limits());
            case BoundsRequest bounds ->
                new BoundsRequest(
                        caip2,
                        bounds.seeds(),
                        bounds.deposits(),
                        bounds.destinations(),
                        bounds.followFees(),
                        bounds.limits());
        };
    }
}
