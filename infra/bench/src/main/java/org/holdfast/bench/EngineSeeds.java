package org.holdfast.bench;

import java.util.List;
import java.util.stream.LongStream;
import org.holdfast.bench.graph.PowerLawChain;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.question.Policy;

/**
 * Where traces begin. Distances to the tip are the same in every chain of a million transactions and more, so that no
 * limit ends a trace, and a larger chain only means more around it; in a smaller one they shrink with it.
 */
final class EngineSeeds {
    private static final long WHOLE = 1_000_000;
    /** Poison and pro rata reach a great part of what comes later; the others follow a thread or a few. */
    private static final int WIDE = 6;

    private static final int NARROW = 40;
    /** Policies that read many addresses take long on the peers, so only the last so many are followed there. */
    private static final int SLOW = 8;
    /** Distances to the tip, in thousandths. */
    private static final long WIDE_FARTHEST = 200;

    private static final long WIDE_NEAREST = 5;
    private static final long NARROW_FARTHEST = 950;
    private static final long NARROW_NEAREST = 500;
    private static final int HEIGHTS = 20;
    private static final int REACHES = 12;
    private static final long PER_THOUSAND = 1_000;

    private final long transactions;
    private final PowerLawChain ids;

    EngineSeeds(PowerLawChain ids, long transactions) {
        this.ids = ids;
        this.transactions = transactions;
    }

    List<Outpoint> of(Policy policy) {
        return switch (policy) {
            case POISON, PRO_RATA -> beforeTip(WIDE_FARTHEST, WIDE_NEAREST, WIDE);
            case FIFO, LIFO, HIGHEST_OUT, DIRTY_FIRST, LOWEST_BALANCE ->
                beforeTip(NARROW_FARTHEST, NARROW_NEAREST, NARROW);
        };
    }

    /** Those of them that are followed on every store. */
    List<Outpoint> compared(Policy policy) {
        List<Outpoint> all = of(policy);
        return switch (policy) {
            case DIRTY_FIRST, LOWEST_BALANCE -> all.subList(all.size() - SLOW, all.size());
            case POISON, PRO_RATA, FIFO, LIFO, HIGHEST_OUT -> all;
        };
    }

    /** Between 0.5 % and 4 % of the chain, so that traces of some visits end in its first tenth. */
    List<Outpoint> low() {
        long step = transactions * 35 / (PER_THOUSAND * HEIGHTS);
        return at(transactions * 5 / PER_THOUSAND, step, HEIGHTS);
    }

    /** For the bare search: over the first half of the chain. */
    List<TxId> reaches() {
        return at(transactions / (2 * REACHES), transactions / (2 * REACHES), REACHES).stream()
                .map(Outpoint::txId)
                .toList();
    }

    private List<Outpoint> beforeTip(long farthest, long nearest, int count) {
        long unit = Math.min(transactions, WHOLE);
        long step = unit * (farthest - nearest) / (PER_THOUSAND * count);
        return at(transactions - unit * farthest / PER_THOUSAND, step, count);
    }

    private List<Outpoint> at(long from, long step, int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Outpoint(ids.id(from + i * step), 0))
                .toList();
    }
}
