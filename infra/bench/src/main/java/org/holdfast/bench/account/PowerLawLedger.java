package org.holdfast.bench.account;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.holdfast.bench.graph.Draws;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.EntryKind;

/**
 * An account chain from a seed, block by block, the same on every machine, without reorgs. Every transaction pays a
 * fee, which is burnt, and moves the coin or a token, or exchanges the coin for a token at a hub. A quarter of what is
 * paid goes to few accounts (hubs, by a power law), a fifth to new ones, the rest to others, those that came last more
 * often. Where a payer holds too little, value is minted to it instead. One token has amounts of more than 63 bits.
 */
public final class PowerLawLedger implements Iterator<AccountBlock> {
    public static final ChainId CHAIN = Chains.evm(1_337);
    public static final AssetId COIN = Chains.profile(CHAIN).nativeAsset().id();

    private static final HexFormat HEX = HexFormat.of();
    private static final int ENTRIES_PER_BLOCK = 2_000;
    private static final int HUBS = 1_000;
    private static final int TOKENS = 6;
    /** The token with wide amounts. */
    private static final int WIDE = 3;

    private static final BigInteger WIDE_UNIT = BigInteger.TEN.pow(18);
    private static final long AMOUNT = 1_000_000_000L;
    private static final long FEE = 1_000;
    private static final long TIME = 1_600_000_000L;
    private static final int SECONDS_BETWEEN = 12;
    private static final String PROTOCOL = "uniswap-v2:1";

    private final long seed;
    private final long entries;
    private final Draws draws;
    private final List<AssetId> assets = new ArrayList<>();
    /** By asset and account; the first accounts are the hubs. */
    private final long[][] held = new long[TOKENS + 1][2 * HUBS];

    private final List<AccountBlock.Entry> content = new ArrayList<>();
    private final List<AccountBlock.Conversion> conversions = new ArrayList<>();
    private int accounts = HUBS;
    private long made;
    private long height;
    private long transactions;

    /**
     * @param entries how many the chain has at least; the last block is whole
     */
    public PowerLawLedger(long seed, long entries) {
        this.seed = seed;
        this.entries = entries;
        this.draws = new Draws(seed);
        assets.add(COIN);
        for (int i = 1; i <= TOKENS; i++) {
            assets.add(new AssetId(CHAIN, "erc20:" + hex(Draws.mix(seed + 77) + i)));
        }
    }

    @Override
    public boolean hasNext() {
        return made < entries;
    }

    @Override
    public AccountBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        content.clear();
        conversions.clear();
        for (int tx = 0; content.size() < ENTRIES_PER_BLOCK; tx++) {
            transaction(tx);
        }
        made += content.size();
        var ref = new BlockRef(height, hash(height));
        var block = new AccountBlock(
                ref, hash(height - 1), height == 0, TIME + height * SECONDS_BETWEEN, content, conversions);
        height++;
        return block;
    }

    /** The address of the hub that is used most. */
    public String busiest() {
        return address(0);
    }

    /** Whether an address is one of the hubs. */
    public boolean isHub(String address) {
        for (int hub = 0; hub < HUBS; hub++) {
            if (address(hub).equals(address)) {
                return true;
            }
        }
        return false;
    }

    private void transaction(int tx) {
        long base = Draws.mix(seed + 5) + transactions++ * 4;
        var id = new TxId(new Hash256(Draws.mix(base), Draws.mix(base + 1), Draws.mix(base + 2), Draws.mix(base + 3)));
        int payer = draws.below(5) == 0 ? hub() : recent();
        long fee = 1 + draws.below(FEE);
        if (held[0][payer] < fee + 1) {
            mint(id, tx, payer, 0);
            return;
        }
        held[0][payer] -= fee;
        add(id, tx, EntryKind.FEE, 0, payer, -1, fee);
        long kind = draws.below(100);
        if (kind < 10) {
            exchange(id, tx, payer);
            return;
        }
        int asset = kind < 60 ? 0 : 1 + (int) draws.logUniform(TOKENS);
        if (held[asset][payer] < 2) {
            mint(id, tx, payer, asset);
            return;
        }
        pay(id, tx, asset, payer, receiver());
    }

    private void exchange(TxId id, int tx, int payer) {
        int hub = hub();
        int token = 1 + (int) draws.logUniform(TOKENS);
        if (held[0][payer] < 2 || payer == hub) {
            mint(id, tx, payer, 0);
            return;
        }
        if (held[token][hub] < 2) {
            mint(id, tx, hub, token);
            return;
        }
        int paid = content.size();
        pay(id, tx, 0, payer, hub);
        pay(id, tx, token, hub, payer);
        conversions.add(new AccountBlock.Conversion(paid, paid + 1, PROTOCOL));
    }

    private void pay(TxId id, int tx, int asset, int from, int to) {
        long all = held[asset][from];
        // Many accounts are emptied, a hub pays a little of much.
        boolean emptied = from >= HUBS && draws.below(2) == 0;
        long amount = emptied ? all : 1 + draws.below(Math.min(all, AMOUNT));
        held[asset][from] -= amount;
        held[asset][to] += amount;
        add(id, tx, EntryKind.TRANSFER, asset, from, to, amount);
    }

    private void mint(TxId id, int tx, int to, int asset) {
        long amount = 1 + draws.below(AMOUNT);
        held[asset][to] += amount;
        add(id, tx, EntryKind.MINT, asset, -1, to, amount);
    }

    private void add(TxId id, int tx, EntryKind kind, int asset, int from, int to, long amount) {
        BigInteger units = BigInteger.valueOf(amount);
        content.add(new AccountBlock.Entry(
                id,
                tx,
                kind,
                assets.get(asset),
                from < 0 ? "" : address(from),
                to < 0 ? "" : address(to),
                asset == WIDE ? units.multiply(WIDE_UNIT) : units));
    }

    private int receiver() {
        long kind = draws.below(100);
        if (kind < 25) {
            return hub();
        }
        return kind < 82 ? recent() : fresh();
    }

    private int hub() {
        return (int) draws.logUniform(HUBS);
    }

    /** Those that came last more often. */
    private int recent() {
        return accounts - 1 - (int) draws.logUniform(accounts);
    }

    private int fresh() {
        if (accounts == held[0].length) {
            for (int asset = 0; asset <= TOKENS; asset++) {
                held[asset] = Arrays.copyOf(held[asset], 2 * accounts);
            }
        }
        return accounts++;
    }

    private String address(int account) {
        return hex(Draws.mix(seed + 11) + account * 3L);
    }

    private static String hex(long base) {
        return "0x"
                + HEX.toHexDigits(Draws.mix(base))
                + HEX.toHexDigits(Draws.mix(base + 1))
                + HEX.toHexDigits((int) Draws.mix(base + 2));
    }

    private BlockHash hash(long at) {
        return new BlockHash(new Hash256(Draws.mix(seed + 9), Draws.mix(at), at, seed));
    }
}
