package org.holdfast.tracing.output.fee;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.policy.Doctrine;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Passage;
import org.jspecify.annotations.Nullable;

/**
 * Fills the outputs of one coinbase with the fees of its block in block order. The part of each fee that an output
 * takes is the same for every doctrine; the doctrine decides the traced value in that part.
 */
final class FeePouring {
    /** A part of the queue of subsidy and fees, and the output that takes it. */
    private record Part(int output, long from, long to) {
        long size() {
            return to - from;
        }
    }

    /** A part with traced value. */
    private record Piece(Part part, int hops, long carried, long fraction) {}

    private final Doctrine doctrine;
    private @Nullable TransactionView coinbase;
    private final AmountsView amounts = new AmountsView();
    private final Arrivals arrivals = new Arrivals();
    private final Passage passage = new Passage();
    /** The traced parts of the current output. */
    private final List<Piece> taken = new ArrayList<>();

    private final List<CoinbaseFees.Arrival> arrived = new ArrayList<>();
    private final List<CoinbaseFees.Fee> left = new ArrayList<>();
    private long joinedClean;

    FeePouring(Doctrine doctrine) {
        this.doctrine = doctrine;
    }

    void begin(TransactionView transaction) {
        coinbase = transaction;
        taken.clear();
        arrived.clear();
        left.clear();
        joinedClean = 0;
    }

    private TransactionView coinbase() {
        if (coinbase == null) {
            throw new IllegalStateException("no coinbase is being filled");
        }
        return coinbase;
    }

    /** The traced value by output. */
    List<CoinbaseFees.Arrival> arrived() {
        return List.copyOf(arrived);
    }

    /** The fees that no output took. */
    List<CoinbaseFees.Fee> left() {
        return List.copyOf(left);
    }

    /** Clean value that poison made traced. */
    long joinedClean() {
        return joinedClean;
    }

    /**
     * Adds a fee that has the place {@code from} to {@code to} in the queue. Fees come in ascending order.
     *
     * @return false if the arithmetic of the doctrine reached its limit
     */
    boolean pour(CoinbaseFees.Fee fee, long from, long to) {
        List<Part> parts = parts(from, to);
        if (parts.size() == 1) {
            return land(fee, parts.getFirst(), fee.carried(), fee.fraction());
        }
        amounts.clear();
        amounts.input(to - from);
        parts.forEach(part -> amounts.output(part.size()));
        arrivals.clear();
        arrivals.add(0, fee.carried(), fee.fraction());
        passage.clear();
        if (!doctrine.pass(amounts, arrivals, passage)) {
            return false;
        }
        // Completing an output reuses the passage, so its content is copied.
        List<Piece> pieces = new ArrayList<>(passage.placedCount());
        for (int i = 0; i < passage.placedCount(); i++) {
            pieces.add(new Piece(
                    parts.get(passage.placedOutput(i)),
                    fee.hops(),
                    passage.placedCarried(i),
                    passage.placedFraction(i)));
        }
        return pieces.stream().allMatch(piece -> land(fee, piece.part(), piece.carried(), piece.fraction()));
    }

    /** The parts of a fee by output. The number of outputs stands for the unclaimed part. */
    private List<Part> parts(long from, long to) {
        TransactionView transaction = coinbase();
        int outputs = transaction.outputCount();
        var parts = new ArrayList<Part>();
        int output = taken.isEmpty() ? 0 : taken.getLast().part().output();
        for (long at = from; at < to; at = parts.getLast().to()) {
            while (output < outputs && transaction.outputSumBefore(output + 1) <= at) {
                output++;
            }
            long end = output < outputs ? Math.min(to, transaction.outputSumBefore(output + 1)) : to;
            parts.add(new Part(output, at, end));
        }
        return parts;
    }

    private boolean land(CoinbaseFees.Fee fee, Part part, long carried, long fraction) {
        if (part.output() == coinbase().outputCount()) {
            left.add(new CoinbaseFees.Fee(fee.position(), fee.hops(), carried, fraction, 0));
            return true;
        }
        boolean same = taken.isEmpty() || taken.getLast().part().output() == part.output();
        if (!same && !finish()) {
            return false;
        }
        taken.add(new Piece(part, fee.hops(), carried, fraction));
        return true;
    }

    /**
     * Completes the current output: joins its traced parts and the clean value between them.
     *
     * @return false if the arithmetic of the doctrine reached its limit
     */
    boolean finish() {
        if (taken.isEmpty()) {
            return true;
        }
        int output = taken.getLast().part().output();
        amounts.clear();
        arrivals.clear();
        passage.clear();
        long at = coinbase().outputSumBefore(output);
        int hops = Integer.MAX_VALUE;
        for (Piece piece : taken) {
            clean(piece.part().from() - at);
            arrivals.add(amounts.inputCount(), piece.carried(), piece.fraction());
            amounts.input(piece.part().size());
            at = piece.part().to();
            hops = Math.min(hops, piece.hops());
        }
        taken.clear();
        clean(coinbase().outputSumBefore(output + 1) - at);
        amounts.output(coinbase().outputValue(output));
        if (!doctrine.pass(amounts, arrivals, passage)) {
            return false;
        }
        joinedClean += passage.joinedClean();
        if (passage.placedCount() != 1) {
            throw new IllegalStateException("one output took " + passage.placedCount() + " parts");
        }
        arrived.add(new CoinbaseFees.Arrival(output, hops + 1, passage.placedCarried(0), passage.placedFraction(0)));
        return true;
    }

    /**
     * Adds clean value between traced parts. One input is enough, because the number of clean inputs changes no
     * doctrine.
     */
    private void clean(long value) {
        if (value > 0) {
            amounts.input(value);
        }
    }
}
