package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * FIFO and LIFO on accounts. The balance is a queue of lots in order of arrival; payments take from its head (FIFO) or
 * its tail (LIFO). The traced part of a movement is its list of lots, clean ones included, in the order in which they
 * were taken; the receiver books them in this order.
 *
 * @param lastFirst true for LIFO
 */
public record LotFunds(boolean lastFirst) implements FundDoctrine<List<LotFunds.Lot>> {
    private static final int CLEAN = -1;

    /**
     * Base units of one origin.
     *
     * @param seed the seed number, or -1 for clean units
     */
    public record Lot(BigInteger amount, int seed) {
        boolean traced() {
            return seed != CLEAN;
        }
    }

    @Override
    public Fund<List<Lot>> open(BigInteger balance) {
        var fund = new Row(lastFirst);
        fund.deposit(balance, null);
        return fund;
    }

    @Override
    public List<Lot> ofSeed(int seed, BigInteger value) {
        return List.of(new Lot(value, seed));
    }

    @Override
    public Fraction total(List<Lot> carried) {
        return Fraction.of(
                carried.stream().filter(Lot::traced).map(Lot::amount).reduce(BigInteger.ZERO, BigInteger::add));
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(List<Lot> carried) {
        var shares = new TreeMap<Integer, Fraction>();
        carried.stream()
                .filter(Lot::traced)
                .forEach(lot -> shares.merge(lot.seed(), Fraction.of(lot.amount()), Fraction::plus));
        return shares;
    }

    /** Boundaries between lots scale in proportion, rounded down. A traced lot is then limited to its share. */
    @Override
    public @Nullable List<Lot> converted(List<Lot> carried, BigInteger paid, BigInteger received) {
        var lots = new ArrayList<Lot>();
        BigInteger before = BigInteger.ZERO;
        BigInteger from = BigInteger.ZERO;
        for (Lot lot : carried) {
            before = before.add(lot.amount());
            BigInteger until = before.multiply(received).divide(paid);
            BigInteger whole = until.subtract(from);
            BigInteger share =
                    lot.traced() ? lot.amount().multiply(received).divide(paid).min(whole) : BigInteger.ZERO;
            add(lots, new Lot(share, lot.seed()));
            add(lots, new Lot(whole.subtract(share), CLEAN));
            from = until;
        }
        return lots.stream().anyMatch(Lot::traced) ? List.copyOf(lots) : null;
    }

    private static void add(List<Lot> lots, Lot lot) {
        if (lot.amount().signum() == 0) {
            return;
        }
        boolean same = !lots.isEmpty() && lots.getLast().seed() == lot.seed();
        lots.add(same ? new Lot(lots.removeLast().amount().add(lot.amount()), lot.seed()) : lot);
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }

    private static final class Row implements Fund<List<Lot>> {
        private final boolean lastFirst;
        private final ArrayDeque<Lot> lots = new ArrayDeque<>();

        Row(boolean lastFirst) {
            this.lastFirst = lastFirst;
        }

        @Override
        public void deposit(BigInteger amount, @Nullable List<Lot> traced) {
            (traced == null ? List.of(new Lot(amount, CLEAN)) : traced).forEach(this::book);
        }

        private void book(Lot lot) {
            if (lot.amount().signum() == 0) {
                return;
            }
            Lot last = lots.peekLast();
            if (last != null && last.seed() == lot.seed()) {
                lots.removeLast();
                lots.addLast(new Lot(last.amount().add(lot.amount()), lot.seed()));
            } else {
                lots.addLast(lot);
            }
        }

        @Override
        public @Nullable List<Lot> withdraw(BigInteger amount) {
            var taken = new ArrayList<Lot>();
            BigInteger missing = amount;
            while (missing.signum() > 0) {
                Lot next = lastFirst ? lots.removeLast() : lots.removeFirst();
                BigInteger part = next.amount().min(missing);
                missing = missing.subtract(part);
                add(taken, new Lot(part, next.seed()));
                if (part.compareTo(next.amount()) < 0) {
                    Lot rest = new Lot(next.amount().subtract(part), next.seed());
                    if (lastFirst) {
                        lots.addLast(rest);
                    } else {
                        lots.addFirst(rest);
                    }
                }
            }
            return taken.stream().anyMatch(Lot::traced) ? List.copyOf(taken) : null;
        }

        @Override
        public @Nullable List<Lot> rest() {
            return lots.stream().anyMatch(Lot::traced) ? List.copyOf(lots) : null;
        }

        @Override
        public int lots() {
            return lots.size();
        }
    }
}
