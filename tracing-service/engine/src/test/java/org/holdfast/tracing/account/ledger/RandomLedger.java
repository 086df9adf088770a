package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;

/**
 * Small ledgers from a seed: payments, batches, cycles within a transaction, payments to oneself, fees, failed
 * transactions that pay only a fee, mints, burns, unexplained gains and losses, shortfalls, exchanges of two assets.
 */
public final class RandomLedger {
    public static final ChainId CHAIN = new ChainId("eip155:1337");
    public static final AssetId COIN = new AssetId(CHAIN, "slip44:60");
    public static final AssetId TOKEN = new AssetId(CHAIN, "erc20:0xdac17f958d2ee523a2206206994597c13d831ec7");

    /** What a ledger is made of. */
    public record Shape(
            int blocks, int transactions, int accounts, long most, boolean conversions, boolean shortfalls) {
        /** A few payments, and everything that can happen in them. */
        public static final Shape TINY = new Shape(3, 3, 4, 9, true, true);

        public static final Shape SMALL = new Shape(4, 3, 5, 12, false, false);
        public static final Shape FULL = new Shape(6, 5, 8, 40, true, true);
    }

    private final Random random;
    private final Shape shape;
    private final Map<AccountKey, Long> balances = new HashMap<>();
    private final List<AccountBlock.Entry> entries = new ArrayList<>();
    private final List<AccountBlock.Conversion> conversions = new ArrayList<>();
    private long made;

    private RandomLedger(long seed, Shape shape) {
        random = new Random(seed);
        this.shape = shape;
    }

    public static List<AccountBlock> blocks(long seed, Shape shape) {
        var ledger = new RandomLedger(seed, shape);
        var blocks = new ArrayList<AccountBlock>();
        long height = 1L + ledger.random.nextInt(3);
        for (int b = 0; b < shape.blocks(); b++) {
            height++;
            BlockHash parent = blocks.isEmpty()
                    ? new BlockHash(new Hash256(7, seed, height, 0))
                    : blocks.getLast().block().hash();
            ledger.fill(b);
            blocks.add(new AccountBlock(
                    new BlockRef(height, new BlockHash(new Hash256(8, seed, height, 1))),
                    parent,
                    b == 0,
                    1_700_000_000L + 12 * height,
                    ledger.entries,
                    ledger.conversions));
        }
        return blocks;
    }

    private void fill(int blockNumber) {
        entries.clear();
        conversions.clear();
        int count = 1 + random.nextInt(shape.transactions());
        for (int tx = 0; tx < count; tx++) {
            var id = new TxId(new Hash256(random.nextLong(), 5, ++made, tx));
            if (blockNumber == 0) {
                add(id, tx, random.nextBoolean() ? EntryKind.MINT : EntryKind.OPENING, asset(), "", any(), amount());
            }
            transaction(id, tx);
        }
    }

    private void transaction(TxId id, int tx) {
        String payer = any();
        switch (random.nextInt(9)) {
            case 0 -> add(id, tx, EntryKind.MINT, asset(), "", payer, amount());
            case 1 -> add(id, tx, EntryKind.BURN, asset(), payer, "", amount());
            case 2 -> {
                boolean gain = random.nextBoolean();
                add(id, tx, EntryKind.UNEXPLAINED, asset(), gain ? "" : payer, gain ? payer : "", amount());
            }
            case 3 -> {
                for (int i = 0; i < 3; i++) {
                    add(id, tx, EntryKind.TRANSFER, COIN, payer, any(), 1 + random.nextLong(4));
                }
            }
            case 4 -> {
                String other = any();
                long amount = amount();
                add(id, tx, EntryKind.TRANSFER, TOKEN, payer, other, amount);
                add(id, tx, EntryKind.TRANSFER, TOKEN, other, payer, amount);
            }
            case 5 -> exchange(id, tx, payer);
            default -> add(id, tx, EntryKind.TRANSFER, asset(), payer, any(), amount());
        }
        if (random.nextInt(3) == 0) {
            add(id, tx, EntryKind.FEE, COIN, payer, random.nextBoolean() ? "" : "validator", 1);
        }
    }

    private void exchange(TxId id, int tx, String payer) {
        if (!shape.conversions()) {
            return;
        }
        int paid = entries.size();
        boolean turned = random.nextInt(6) == 0;
        boolean elsewhere = !turned && random.nextInt(5) == 0;
        add(
                id,
                tx,
                EntryKind.TRANSFER,
                turned ? COIN : TOKEN,
                turned ? "pool" : payer,
                turned ? payer : "pool",
                amount());
        if (entries.size() == paid) {
            return;
        }
        if (elsewhere) {
            conversions.add(new AccountBlock.Conversion(paid, AccountBlock.Conversion.ELSEWHERE, "bridge:1"));
            return;
        }
        int second = entries.size();
        add(
                id,
                tx,
                EntryKind.TRANSFER,
                turned ? TOKEN : COIN,
                turned ? payer : "pool",
                turned ? "pool" : payer,
                amount());
        if (entries.size() > second) {
            conversions.add(new AccountBlock.Conversion(turned ? second : paid, turned ? paid : second, "swap:1"));
        }
    }

    private void add(TxId id, int tx, EntryKind kind, AssetId asset, String from, String to, long wanted) {
        long amount = wanted;
        if (!from.isEmpty()) {
            long held = balances.getOrDefault(new AccountKey(from, asset), 0L);
            boolean beyond = shape.shortfalls() && random.nextInt(12) == 0;
            amount = beyond ? wanted : Math.min(wanted, held);
            if (amount == 0 && random.nextInt(4) > 0) {
                return;
            }
            balances.put(new AccountKey(from, asset), Math.max(0, held - amount));
        }
        if (!to.isEmpty()) {
            balances.merge(new AccountKey(to, asset), amount, Long::sum);
        }
        entries.add(new AccountBlock.Entry(id, tx, kind, asset, from, to, BigInteger.valueOf(amount)));
    }

    private AssetId asset() {
        return random.nextInt(4) == 0 ? TOKEN : COIN;
    }

    private String any() {
        return "a" + random.nextInt(shape.accounts());
    }

    private long amount() {
        return 1 + random.nextLong(shape.most());
    }

    /** Every account that occurs. */
    public static List<AccountKey> accounts(List<AccountBlock> blocks) {
        var keys = new HashSet<AccountKey>();
        for (AccountBlock block : blocks) {
            for (AccountBlock.Entry entry : block.entries()) {
                for (String side : List.of(entry.from(), entry.to())) {
                    if (!side.isEmpty()) {
                        keys.add(new AccountKey(side, entry.asset()));
                    }
                }
            }
        }
        return keys.stream().sorted().toList();
    }
}
