package org.holdfast.bench;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.List;
import org.holdfast.bench.account.PowerLawLedger;
import org.holdfast.bench.graph.Draws;
import org.holdfast.bench.sample.TraceSample;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.LedgerOutcome;
import org.holdfast.tracing.account.trace.LedgerReason;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.account.trace.LedgerTracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;

/** Traces over ledgers and pages of them, each with what it took; a visit is a movement that was read. */
final class AccountRuns {
    /** A trace stops at accounts with more movements, as at services. */
    private static final LedgerLimits LIMITS = LedgerLimits.DEFAULT.withHubMovements(5_000);

    private static final int PLACES = 1_000;
    private static final int PLACE_SIZE = 10;

    private AccountRuns() {}

    /** Results are compared by their digests, after the measured time, if the caller asks for it. */
    static TraceSample traces(AccountIndex index, Policy policy, List<LedgerSeed> seeds, boolean digested) {
        var sum = TraceSample.NONE;
        for (LedgerSeed seed : seeds) {
            var spec = new LedgerSpec(PowerLawLedger.CHAIN, List.of(seed), List.of(policy), LIMITS, false);
            var watch = new Watch();
            LedgerOutcome outcome = LedgerTracer.trace(spec, index, Attributions.NONE);
            TraceSample took = watch.stop(0, 0, 0);
            var result = switch (outcome) {
                case LedgerOutcome.Traced traced -> traced.result();
                case LedgerOutcome.Refused refused ->
                    throw new IllegalStateException(refused.fault().sentence());
            };
            sum = sum.plus(took);
            switch (result.results().getFirst()) {
                case LedgerOutcome.PolicyOutcome.Sealed(var trace) -> {
                    long ends = trace.sheets().stream()
                            .mapToLong(sheet -> sheet.ends().size())
                            .sum();
                    if (trace.sheets().stream()
                            .anyMatch(sheet -> sheet.buckets().containsKey(LedgerReason.LIMIT))) {
                        throw new IllegalStateException("a limit cut off a trace that was to be whole: " + seed);
                    }
                    long digest = digested ? result.resultDigest().hashCode() : 0;
                    sum = sum.plus(new TraceSample(0, trace.movementsRead(), ends, digest, 0, 0, 0));
                }
                case LedgerOutcome.PolicyOutcome.Undefined undefined ->
                    throw new IllegalStateException(undefined.fault().sentence());
            }
        }
        return sum;
    }

    /** The busiest ledger from its first movement to its last. */
    static TraceSample stream(AccountIndex index) {
        var watch = new Watch();
        long busiest = busiest(index);
        long read = 0;
        long sum = 0;
        long from = 0;
        for (boolean last = false; !last; ) {
            MovementPage page = index.load(List.of(new PageRequest(busiest, from, PageRequest.MOST)))
                    .getFirst();
            for (int i = 0; i < page.size(); i++) {
                sum = 31 * sum + movement(page, i);
            }
            read += page.size();
            last = page.last();
            from = last ? from : page.position(page.size() - 1) + 1;
        }
        return watch.stop(read, 0, sum);
    }

    /** Short pages of the busiest ledger from heights anywhere in the chain. */
    static TraceSample pages(AccountIndex index) {
        long heights = index.segments().getLast().last().height();
        var draws = new Draws(AccountBench.SEED);
        var watch = new Watch();
        long busiest = busiest(index);
        long read = 0;
        long sum = 0;
        for (int i = 0; i < PLACES; i++) {
            long from = index.positionAt(draws.below(heights));
            MovementPage page = index.load(List.of(new PageRequest(busiest, from, PLACE_SIZE)))
                    .getFirst();
            for (int at = 0; at < page.size(); at++) {
                sum = 31 * sum + movement(page, at);
            }
            read += page.size();
        }
        return watch.stop(read, 0, sum);
    }

    private static long busiest(AccountIndex index) {
        String address = new PowerLawLedger(AccountBench.SEED, 1).busiest();
        return index.resolve(List.of(new AccountKey(address, PowerLawLedger.COIN)))[0];
    }

    private static long movement(MovementPage page, int i) {
        BigInteger after = page.balanceAfter(i);
        long sum = page.amount(i).hashCode() + 31L * after.hashCode();
        return 31 * sum + page.txId(i).hashCode() + page.height(i) + page.txIndex(i);
    }

    /** Runs from when it is made. */
    private static final class Watch {
        private final long nanos = System.nanoTime();
        private final long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        TraceSample stop(long visits, long ends, long sum) {
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            return new TraceSample(0, visits, ends, sum, took, 0, System.nanoTime() - nanos);
        }
    }
}
