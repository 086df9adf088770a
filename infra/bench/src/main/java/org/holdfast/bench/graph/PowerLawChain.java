package org.holdfast.bench.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.holdfast.generators.Bech32;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;

/**
 * A chain from a seed, block by block, the same on every machine, of which only the coins that may be spent are in
 * memory. About 2.3 inputs and 2.7 outputs a transaction (in one million 2.30 and 2.72, in four 2.29 and 2.66: where
 * coins become small, fewer outputs can be paid), both with heavy tails; most spends are recent, some are old; a third
 * of the outputs goes to few addresses (hubs, by a power law), a fifth to an address among the inputs, the rest to new
 * ones. No block is mined: this is for the index, which takes in what was checked before.
 */
public final class PowerLawChain implements Iterator<BlockContent> {
    public static final int TRANSACTIONS_PER_BLOCK = 2_500;

    private static final int COINS_MAX = 4_000_000;
    private static final int HUBS = 10_000;
    private static final long SUBSIDY = 5_000_000_000L;
    private static final long FEE_MAX = 2_000;
    private static final long OUTPUT_LEAST = 330;
    private static final int FIRST_BLOCKS = 100;
    private static final int SHARES = 200;
    private static final int TAIL_MAX = 2_000;
    private static final long TIME = 1_600_000_000L;
    private static final int SECONDS_BETWEEN = 600;
    private static final int TAPROOT_ONE_IN = 5;
    private static final int KEY_BYTES = 20;

    private final long seed;
    private final long transactions;
    private final Draws draws;
    private final Coins coins;
    private long made;
    private long height;
    private long newAddresses = HUBS;

    /**
     * @param transactions how many the chain has at least; the last block is whole
     */
    public PowerLawChain(long seed, long transactions) {
        this.seed = seed;
        this.transactions = transactions;
        this.draws = new Draws(seed);
        this.coins = new Coins((int) Math.min(COINS_MAX, Math.max(10_000, transactions)));
    }

    @Override
    public boolean hasNext() {
        return made < transactions;
    }

    @Override
    public BlockContent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var content = new ArrayList<BlockContent.Transaction>(TRANSACTIONS_PER_BLOCK);
        int shares = height < FIRST_BLOCKS ? SHARES : 1;
        content.add(make(true, List.of(), shares, SUBSIDY, List.of()));
        while (content.size() < TRANSACTIONS_PER_BLOCK && coins.size() > 0) {
            content.add(spend());
        }
        var block = new BlockRef(height, hash(height));
        var parent = height == 0 ? hash(-1) : hash(height - 1);
        var made = new BlockContent(block, parent, height == 0, TIME + height * SECONDS_BETWEEN, content);
        height++;
        return made;
    }

    /** The id of a transaction by its number from 0 on. */
    public TxId id(long number) {
        long base = Draws.mix(seed) + number * 4;
        return new TxId(new Hash256(Draws.mix(base), Draws.mix(base + 1), Draws.mix(base + 2), Draws.mix(base + 3)));
    }

    private BlockContent.Transaction spend() {
        long kind = draws.below(100);
        int wanted = kind < 55 ? 1 : kind < 78 ? 2 : 3 + (int) draws.heavyTail(TAIL_MAX);
        var inputs = new ArrayList<Outpoint>(wanted);
        var from = new ArrayList<Long>(wanted);
        long value = 0;
        for (int i = 0; i < wanted && coins.size() > 0; i++) {
            Coins.Coin coin = coins.take(draws);
            inputs.add(new Outpoint(id(coin.transaction()), coin.output()));
            from.add(coin.address());
            value += coin.value();
        }
        long fee = Math.min(value / 10, draws.below(FEE_MAX));
        long rest = draws.below(100);
        int outputs = rest < 6 ? 1 : rest < 68 ? 2 : 3 + (int) draws.heavyTail(TAIL_MAX);
        int affordable = Math.clamp((value - fee) / OUTPUT_LEAST, 1, TAIL_MAX);
        return make(false, inputs, Math.min(outputs, affordable), value - fee, from);
    }

    private BlockContent.Transaction make(
            boolean coinbase, List<Outpoint> inputs, int count, long value, List<Long> from) {
        long number = made++;
        var outputs = new ArrayList<BlockContent.Output>(count);
        long left = value;
        for (int i = 0; i < count; i++) {
            int behind = count - 1 - i;
            long spare = left - behind * Math.min(OUTPUT_LEAST, left / (behind + 1));
            long part = behind == 0 ? left : 1 + draws.below(Math.max(1, Math.min(spare, 3 * left / (behind + 1))));
            part = Math.min(part, spare);
            long address = address(from);
            outputs.add(new BlockContent.Output(part, text(address), false));
            coins.add(new Coins.Coin(number, i, part, address), draws);
            left -= part;
        }
        return new BlockContent.Transaction(id(number), coinbase, inputs, outputs);
    }

    private long address(List<Long> from) {
        long kind = draws.below(100);
        if (kind < 33) {
            return draws.logUniform(HUBS);
        }
        if (kind < 53 && !from.isEmpty()) {
            return from.get((int) draws.below(from.size()));
        }
        return newAddresses++;
    }

    private String text(long address) {
        boolean taproot = address % TAPROOT_ONE_IN == 0;
        var key = ByteBuffer.allocate(Hash256.BYTES);
        for (int i = 0; i < 4; i++) {
            key.putLong(Draws.mix(Draws.mix(seed + i + 1) + address));
        }
        return Bech32.address(
                taproot ? 1 : 0, java.util.Arrays.copyOf(key.array(), taproot ? Hash256.BYTES : KEY_BYTES));
    }

    private BlockHash hash(long at) {
        long base = Draws.mix(seed + 9) + at * 2;
        return new BlockHash(new Hash256(Draws.mix(base), Draws.mix(base + 1), at, seed));
    }
}
