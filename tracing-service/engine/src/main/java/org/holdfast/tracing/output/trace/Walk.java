package org.holdfast.tracing.output.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.holdfast.tracing.exact.ShareSum;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndLog;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.end.EndTable;
import org.holdfast.tracing.output.fee.CoinbaseFees;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.policy.Doctrine;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.question.SeedOutput;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.PositionHeap;
import org.holdfast.tracing.output.state.Waiting;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * One trace under one doctrine. The frontier is ordered by position, which grows along every spend. When the walk takes
 * the smallest position, all value for that transaction has arrived, so each transaction is visited once. Waiting and
 * booked value lies in flat memory; an edge is not an object.
 */
final class Walk {
    /** The number of frontier transactions that are announced at once, to hide the latency of a remote index. */
    private static final int BATCH = 256;

    private static final int FIRST_ROOM = 16;
    /** Up to this many arrivals are sorted by insertion. */
    private static final int FEW = 16;

    /** The input of a walk, the same for every doctrine. */
    record Start(
            OutputLimits limits,
            boolean followFees,
            GraphIndex graph,
            Attributions attributions,
            RetentionView retention,
            QuestionMonitor monitor,
            List<SeedOutput> seeds) {
        Start {
            seeds = List.copyOf(seeds);
        }
    }

    private final Policy policy;
    private final Doctrine doctrine;
    private final Start start;
    private final OutputLimits limits;
    private final long[] seedPositions;
    private final boolean labelled;
    private final boolean timed;
    private final boolean gaps;
    private final long lastSegmentStart;
    private final PositionHeap frontier = new PositionHeap();
    private final Waiting waiting;
    private final Arrivals arrivals = new Arrivals();
    private final Passage passage = new Passage();
    private final EndLog ends;
    /** Null unless the trace follows fees. */
    private final @Nullable CoinbaseFees fees;

    private final TransactionCursor cursor;
    private final TransactionCursor cursorAtEnds;
    private final long[] ahead = new long[BATCH];
    /** The input (high half) and the slot (low half) of each arrival. */
    private long[] taken = new long[FIRST_ROOM];

    private long lots;
    private final Effort effort = new Effort();
    private final ShareSum joinedClean = new ShareSum();
    private final ShareSum joinedUnknown = new ShareSum();

    Walk(Policy policy, Doctrine doctrine, Start start) {
        this.policy = policy;
        this.waiting = new Waiting(doctrine.carriesFraction());
        this.doctrine = doctrine;
        this.start = start;
        this.limits = start.limits();
        this.seedPositions = start.seeds().stream()
                .mapToLong(seed -> seed.transaction().position())
                .sorted()
                .toArray();
        this.labelled = !start.attributions().equals(Attributions.NONE);
        this.timed = limits.untilHeight() != Long.MAX_VALUE;
        this.gaps = start.graph().segments().size() > 1;
        this.lastSegmentStart = start.graph().segments().getLast().first().height();
        this.ends = new EndLog(start.graph().addressLog());
        this.fees = start.followFees() ? new CoinbaseFees(doctrine, start.graph()) : null;
        this.cursor = start.graph().cursor();
        this.cursorAtEnds = start.graph().cursor();
    }

    /** Empty if the arithmetic of the doctrine reached its limit. */
    Optional<SealedTrace> run() {
        for (SeedOutput seed : start.seeds()) {
            settle(seed.transaction(), seed.output(), 0, doctrine.ofSeed(seed.number(), seed.value()), 0);
        }
        while (isWaiting() && effort.taken() < limits.transactions() && lots <= limits.lots()) {
            QuestionCancelled.check(start.monitor(), policy, effort.visited(), frontier.size());
            measure();
            if (fees != null && fees.areDue(frontier)) {
                if (!passFees(fees)) {
                    report();
                    return Optional.empty();
                }
                continue;
            }
            int count = takeFirst();
            if (timed && cursor.height() > limits.untilHeight()) {
                for (int i = 0; i < count; i++) {
                    stop(EndReason.LIMIT, slot(i));
                }
            } else if (!visit(count)) {
                report();
                return Optional.empty();
            }
        }
        measureNow();
        stopAll();
        report();
        return Optional.of(seal());
    }

    private boolean isWaiting() {
        return !frontier.isEmpty() || (fees != null && fees.areWaiting());
    }

    /** Moves to the first transaction of the frontier and takes its arrivals in input order. */
    private int takeFirst() {
        if (effort.visited() % (BATCH / 4) == 0) {
            cursor.expect(ahead, frontier.peek(ahead));
        }
        long position = frontier.first();
        int count = 0;
        do {
            int slot = frontier.takeAt(position);
            lots -= waiting.lots(slot);
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = (long) waiting.input(slot) << Integer.SIZE | slot;
        } while (frontier.hasMoreAt(position));
        cursor.moveTo(position);
        if (count > 1) {
            sortTaken(count);
        }
        return count;
    }

    /** Sorts by input. There are rarely more than a few. */
    private void sortTaken(int count) {
        long[] all = taken;
        if (count > FEW) {
            Arrays.sort(all, 0, count);
            return;
        }
        for (int i = 1; i < count; i++) {
            long one = all[i];
            int at = i;
            for (; at > 0 && all[at - 1] > one; at--) {
                all[at] = all[at - 1];
            }
            all[at] = one;
        }
    }

    private int slot(int arrival) {
        return (int) taken[arrival];
    }

    private boolean visit(int count) {
        arrivals.clear();
        int hops = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            int slot = slot(i);
            waiting.arrive(slot, arrivals);
            hops = Math.min(hops, waiting.hops(slot) + 1);
        }
        passage.clear();
        if (!doctrine.pass(cursor, arrivals, passage)) {
            return false;
        }
        effort.visit();
        if (!policy.conserves()) {
            joinedClean.addWhole(passage.joinedClean());
            joinedUnknown.addWhole(passage.joinedUnknown());
        }
        spread(hops);
        for (int i = 0; i < passage.unplacedCount(); i++) {
            int arrival = passage.unplaced(i);
            book(EndReason.INPUT_VALUE_UNKNOWN, slot(arrival));
        }
        for (int i = 0; i < count; i++) {
            waiting.release(slot(i));
        }
        return true;
    }

    private void spread(int hops) {
        int placed = passage.placedCount();
        effort.edges(placed);
        boolean seedHere = Arrays.binarySearch(seedPositions, cursor.position()) >= 0;
        for (int i = 0; i < placed; i++) {
            int output = passage.placedOutput(i);
            if (seedHere && isSeed(cursor.position(), output)) {
                end(EndReason.LATER_SEED, cursor, output, passage.placedCarried(i), passage.placedFraction(i));
            } else {
                settle(cursor, output, hops, passage.placedCarried(i), passage.placedFraction(i));
            }
        }
        if (passage.hasFee()) {
            fee(hops, passage.feeCarried(), passage.feeFraction());
        }
    }

    /** The fee is a virtual last output. If fees are followed, the coinbase of the block spends it. */
    private void fee(int hops, long carried, long fraction) {
        if (fees == null) {
            endFee(EndReason.FEE, cursor, carried, fraction);
        } else if (limits.dust() > 0 && doctrine.isBelow(carried, limits.dust())) {
            endFee(EndReason.DUST, cursor, carried, fraction);
        } else if (hops >= limits.hops()) {
            endFee(EndReason.LIMIT, cursor, carried, fraction);
        } else {
            lots += fees.hold(cursor, hops, carried, fraction);
        }
    }

    /** Passes the fees of a completed block through its coinbase; false if the doctrine declines. */
    private boolean passFees(CoinbaseFees due) {
        Optional<CoinbaseFees.Passed> outcome = due.pass(limits.transactions() - effort.taken());
        if (outcome.isEmpty()) {
            return false;
        }
        CoinbaseFees.Passed passed = outcome.get();
        lots -= passed.lots();
        effort.read(passed.read());
        effort.edges(passed.arrived().size());
        joinedClean.addWhole(passed.joinedClean());
        TransactionView coinbase = due.coinbase();
        for (CoinbaseFees.Arrival arrival : passed.arrived()) {
            if (isSeed(coinbase.position(), arrival.output())) {
                end(EndReason.LATER_SEED, coinbase, arrival.output(), arrival.carried(), arrival.fraction());
            } else {
                settle(coinbase, arrival.output(), arrival.hops(), arrival.carried(), arrival.fraction());
            }
        }
        endFees(passed.leftAs(), passed.left());
        // A block has many transactions, so the monitor is asked after each block.
        if (!start.monitor().goOn(policy, effort.taken(), frontier.size())) {
            throw new QuestionCancelled();
        }
        return true;
    }

    private void endFees(EndReason reason, List<CoinbaseFees.Fee> left) {
        for (CoinbaseFees.Fee fee : left) {
            cursorAtEnds.moveTo(fee.position());
            endFee(reason, cursorAtEnds, fee.carried(), fee.fraction());
        }
    }

    private void endFee(EndReason reason, TransactionView transaction, long carried, long fraction) {
        ends.add(reason, transaction, End.FEE, doctrine, carried, fraction, GraphIndex.ABSENT);
    }

    /** Books traced value at an output as an end, or adds the spender to the frontier. */
    private void settle(TransactionView transaction, int output, int hops, long carried, long fraction) {
        long spender = transaction.spender(output);
        if (transaction.outputDestroys(output) || spender == TransactionView.OVERWRITTEN) {
            end(EndReason.DESTROYED, transaction, output, carried, fraction);
        } else if (labelled && stopsAtService(transaction, output, carried, fraction, spender)) {
            return;
        } else if (spender == GraphIndex.ABSENT) {
            boolean gap = gaps && transaction.height() < lastSegmentStart;
            end(gap ? EndReason.GAP : EndReason.UNSPENT, transaction, output, carried, fraction);
        } else if (limits.dust() > 0 && doctrine.isBelow(carried, limits.dust())) {
            end(EndReason.DUST, transaction, output, carried, fraction);
        } else if (hops >= limits.hops()) {
            end(EndReason.LIMIT, transaction, output, carried, fraction);
        } else {
            int some = doctrine.lots(carried);
            lots += some;
            int slot = waiting.hold(transaction, output, hops, carried, fraction, some);
            frontier.add(spender, slot);
        }
    }

    private boolean stopsAtService(TransactionView transaction, int output, long carried, long fraction, long spender) {
        String address = transaction.outputAddress(output);
        Optional<ServiceLabel> label =
                address == null ? Optional.empty() : start.attributions().service(address);
        if (label.isEmpty()) {
            return false;
        }
        ends.add(EndReason.SERVICE, transaction, output, doctrine, carried, fraction, spender);
        ends.label(label.get());
        return true;
    }

    private boolean isSeed(long position, int output) {
        return start.seeds().stream()
                .anyMatch(seed -> seed.transaction().position() == position && seed.output() == output);
    }

    private void end(EndReason reason, TransactionView transaction, int output, long carried, long fraction) {
        ends.add(reason, transaction, output, doctrine, carried, fraction, transaction.spender(output));
    }

    /** Books the value of a slot at its output and frees the slot. */
    private void stop(EndReason reason, int slot) {
        book(reason, slot);
        waiting.release(slot);
    }

    private void book(EndReason reason, int slot) {
        cursorAtEnds.moveTo(waiting.from(slot));
        end(reason, cursorAtEnds, waiting.output(slot), waiting.carried(slot), waiting.fraction(slot));
    }

    /** Books all waiting value in chain order, so that each transaction is read once. */
    private void stopAll() {
        if (fees != null) {
            endFees(EndReason.LIMIT, fees.takeAll());
        }
        var byOrigin = new PositionHeap();
        while (!frontier.isEmpty()) {
            int slot = frontier.take();
            byOrigin.add(waiting.from(slot), slot);
        }
        while (!byOrigin.isEmpty()) {
            cursorAtEnds.expect(ahead, byOrigin.peek(ahead));
            for (int i = 0; i < BATCH && !byOrigin.isEmpty(); i++) {
                stop(EndReason.LIMIT, byOrigin.take());
            }
        }
    }

    private void measure() {
        if (effort.visited() % QuestionMonitor.INTERVAL == 0) {
            measureNow();
        }
    }

    private void measureNow() {
        effort.most(lots, frontier.bytes() + waiting.bytes() + doctrine.bytes());
    }

    private void report() {
        start.monitor().ended(effort.of(policy));
    }

    private SealedTrace seal() {
        List<BigInteger> seedValues = new ArrayList<>();
        BigInteger total = BigInteger.ZERO;
        for (SeedOutput seed : start.seeds()) {
            seedValues.add(BigInteger.valueOf(seed.value()));
            total = total.add(seedValues.getLast());
        }
        BigInteger clean = joinedClean.whole();
        BigInteger unknown = joinedUnknown.whole();
        return new SealedTrace(
                policy,
                doctrine.arithmetic(),
                seedValues,
                clean,
                unknown,
                effort.taken(),
                start.retention().decided(),
                EndTable.of(ends, total.add(clean).add(unknown), start.graph()));
    }
}
