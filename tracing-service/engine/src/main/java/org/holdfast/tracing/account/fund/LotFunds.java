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
 * First in, first out and last in, first out on accounts: the balance is a row of lots in order of their arrival;
 * payments take from the head, or from the tail. What a movement carries is its row of lots, clean ones too, in the
 * order in which they were taken, which is the order in which the receiver books them.
 *
 * @param lastFirst true takes from the tail
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

    /** Each boundary between lots is moved in proportion and rounded down, lots of a seed then cut to their share. */
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
