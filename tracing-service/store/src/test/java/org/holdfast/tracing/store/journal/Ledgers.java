package org.holdfast.tracing.store.journal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.primitives.AssetId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.AssetTotals;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * All ledgers of an account chain and what they sum to. Guarded by the store. An entry's position is even; the odd one
 * before it is kept for a shortfall.
 */
public final class Ledgers {
    private final List<Ledger> ledgers = new ArrayList<>();
    private final Map<AccountKey, Integer> numbers = new HashMap<>();
    private final Map<AssetId, BigInteger> entered = new HashMap<>();
    private final Map<AssetId, BigInteger> left = new HashMap<>();
    private long entries;
    private long movements;
    private long shortfalls;

    /** What a block added: the first entry's place, how many accounts there were before, who was touched. */
    public record Applied(long first, int accountsBefore, Set<Integer> touched) {
        public Applied {
            touched = Set.copyOf(touched);
        }
    }

    public int accounts() {
        return ledgers.size();
    }

    public Ledger ledger(long number) {
        return ledgers.get((int) number - 1);
    }

    /** The number of an account, {@link AccountIndex#ABSENT} where it has no movement. */
    public long resolve(AccountKey key) {
        Integer number = numbers.get(key);
        return number == null ? AccountIndex.ABSENT : number;
    }

    /** The position behind every movement so far. */
    public long end() {
        return 2 * (entries + 1) - 1;
    }

    public AccountTotals totals(long blocks) {
        return new AccountTotals(blocks, entries, movements, ledgers.size(), shortfalls);
    }

    public AssetTotals totals(AssetId asset) {
        BigInteger in = entered.getOrDefault(asset, BigInteger.ZERO);
        BigInteger out = left.getOrDefault(asset, BigInteger.ZERO);
        return new AssetTotals(in, out, in.subtract(out));
    }

    public Applied apply(AccountBlock block) {
        long first = entries + 1;
        int before = ledgers.size();
        var touched = new HashSet<Integer>();
        Map<Integer, AccountBlock.Conversion> conversions = new HashMap<>();
        for (AccountBlock.Conversion conversion : block.conversions()) {
            conversions.put(conversion.paid(), conversion);
            if (conversion.received() != AccountBlock.Conversion.ELSEWHERE) {
                conversions.put(conversion.received(), conversion);
            }
        }
        for (int i = 0; i < block.entries().size(); i++) {
            enter(block, i, 2 * (first + i), link(block, i, first, conversions.get(i)), touched);
        }
        entries += block.entries().size();
        return new Applied(first, before, touched);
    }

    public void takeAway(AccountBlock block, Applied applied) {
        for (int number : applied.touched()) {
            for (Ledger.Movement movement : ledger(number).cut(2 * applied.first() - 1)) {
                movements--;
                shortfalls -= isShortfall(movement) ? 1 : 0;
                book(ledger(number).key().asset(), movement, true);
            }
        }
        while (ledgers.size() > applied.accountsBefore()) {
            numbers.remove(ledgers.removeLast().key());
        }
        entries -= block.entries().size();
    }

    /** Whether counts, sums and every balance follow from the movements. */
    public boolean sound(long blocks) {
        var again = new HashMap<AssetId, BigInteger>();
        long counted = 0;
        for (Ledger ledger : ledgers) {
            BigInteger balance = BigInteger.ZERO;
            for (int i = 0; i < ledger.size(); i++) {
                Ledger.Movement movement = ledger.get(i);
                balance = after(balance, movement.direction(), movement.amount());
                if (!balance.equals(movement.balanceAfter()) || balance.signum() < 0) {
                    return false;
                }
                counted++;
            }
            again.merge(ledger.key().asset(), balance, BigInteger::add);
        }
        boolean sums = again.entrySet().stream()
                .allMatch(held -> totals(held.getKey()).held().equals(held.getValue()));
        return sums && counted == totals(blocks).movements();
    }

    private void enter(
            AccountBlock block, int index, long position, @Nullable ConversionLink conversion, Set<Integer> touched) {
        AccountBlock.Entry entry = block.entries().get(index);
        long from = entry.from().isEmpty() ? AccountIndex.ABSENT : number(entry.from(), entry.asset(), touched);
        long to = entry.to().isEmpty() ? AccountIndex.ABSENT : number(entry.to(), entry.asset(), touched);
        long height = block.block().height();
        if (from != AccountIndex.ABSENT) {
            BigInteger missing = entry.amount().subtract(ledger(from).balance());
            if (missing.signum() > 0) {
                shortfalls++;
                add(
                        from,
                        movement(entry, position - 1, height, Direction.IN, AccountIndex.ABSENT, null)
                                .unexplained(missing));
            }
            Direction direction = from == to ? Direction.SELF : Direction.OUT;
            add(from, movement(entry, position, height, direction, to, conversion));
        }
        if (to != AccountIndex.ABSENT && to != from) {
            add(to, movement(entry, position, height, Direction.IN, from, conversion));
        }
    }

    /** A movement whose balance is not known yet. */
    private record Draft(
            AccountBlock.Entry entry,
            long position,
            long height,
            Direction direction,
            long counterparty,
            @Nullable ConversionLink conversion,
            EntryKind kind,
            BigInteger amount) {
        Draft unexplained(BigInteger missing) {
            return new Draft(
                    entry, position, height, direction, counterparty, conversion, EntryKind.UNEXPLAINED, missing);
        }
    }

    private static Draft movement(
            AccountBlock.Entry entry,
            long position,
            long height,
            Direction direction,
            long counterparty,
            @Nullable ConversionLink conversion) {
        return new Draft(entry, position, height, direction, counterparty, conversion, entry.kind(), entry.amount());
    }

    private void add(long account, Draft draft) {
        Ledger ledger = ledger(account);
        var movement = new Ledger.Movement(
                draft.position(),
                draft.height(),
                draft.entry().txIndex(),
                draft.entry().txId(),
                draft.kind(),
                draft.direction(),
                draft.amount(),
                after(ledger.balance(), draft.direction(), draft.amount()),
                draft.counterparty(),
                draft.conversion());
        ledger.add(movement);
        movements++;
        book(ledger.key().asset(), movement, false);
    }

    /** What has no other side enters the asset or leaves it. */
    private void book(AssetId asset, Ledger.Movement movement, boolean back) {
        if (movement.counterparty() == AccountIndex.ABSENT) {
            Map<AssetId, BigInteger> side = movement.direction() == Direction.IN ? entered : left;
            side.merge(asset, back ? movement.amount().negate() : movement.amount(), BigInteger::add);
        }
    }

    private static boolean isShortfall(Ledger.Movement movement) {
        return movement.position() % 2 != 0;
    }

    private static BigInteger after(BigInteger before, Direction direction, BigInteger amount) {
        return switch (direction) {
            case IN -> before.add(amount);
            case OUT -> before.subtract(amount);
            case SELF -> before;
        };
    }

    private @Nullable ConversionLink link(
            AccountBlock block, int index, long first, AccountBlock.@Nullable Conversion conversion) {
        if (conversion == null) {
            return null;
        }
        boolean paid = conversion.paid() == index;
        int other = paid ? conversion.received() : conversion.paid();
        if (other == AccountBlock.Conversion.ELSEWHERE) {
            return new ConversionLink(
                    true, AccountIndex.ABSENT, AccountIndex.ABSENT, BigInteger.ZERO, conversion.protocol());
        }
        AccountBlock.Entry leg = block.entries().get(other);
        long account = number(paid ? leg.to() : leg.from(), leg.asset(), new HashSet<>());
        return new ConversionLink(paid, 2 * (first + other), account, leg.amount(), conversion.protocol());
    }

    private long number(String address, AssetId asset, Set<Integer> touched) {
        var key = new AccountKey(address, asset);
        Integer number = numbers.get(key);
        if (number == null) {
            ledgers.add(new Ledger(key));
            number = ledgers.size();
            numbers.put(key, number);
        }
        touched.add(number);
        return number;
    }
}
