package org.holdfast.tracing.output.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;

/**
 * Small chains from a seed: spends within a block, merges, splits, outputs of no value, destroyed outputs, inputs from
 * before the first block, gaps between runs of blocks, shared addresses.
 */
public final class RandomChain {
    private record Coin(Outpoint outpoint, long value) {}

    private final Random random;
    private final List<Coin> spendable = new ArrayList<>();
    private long made;

    private RandomChain(long seed) {
        random = new Random(seed);
    }

    public static List<BlockContent> blocks(long seed, int blockCount, int transactionsPerBlock) {
        var chain = new RandomChain(seed);
        var blocks = new ArrayList<BlockContent>();
        long height = chain.random.nextInt(3);
        for (int i = 0; i < blockCount; i++) {
            boolean gap = i == 0 || chain.random.nextInt(12) == 0;
            height += gap && i > 0 ? 2 : 1;
            BlockHash parent = gap || blocks.isEmpty()
                    ? hash(seed, height, 7)
                    : blocks.getLast().block().hash();
            var block = new BlockRef(height, hash(seed, height, 8));
            blocks.add(
                    new BlockContent(block, parent, gap, 1_700_000_000L + i, chain.transactions(transactionsPerBlock)));
        }
        return blocks;
    }

    private static BlockHash hash(long seed, long height, long kind) {
        return new BlockHash(new Hash256(kind, seed, height, 1));
    }

    private List<BlockContent.Transaction> transactions(int most) {
        var transactions = new ArrayList<BlockContent.Transaction>();
        transactions.add(make(true, List.of(), 50 + random.nextInt(50)));
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count && !spendable.isEmpty(); i++) {
            var inputs = new ArrayList<Outpoint>();
            long value = 0;
            boolean unknown = false;
            int wanted = 1 + random.nextInt(3);
            for (int j = 0; j < wanted; j++) {
                if (random.nextInt(14) == 0) {
                    inputs.add(new Outpoint(new TxId(new Hash256(99, random.nextLong(), made, j)), random.nextInt(3)));
                    unknown = true;
                } else if (!spendable.isEmpty()) {
                    Coin coin = spendable.remove(random.nextInt(spendable.size()));
                    inputs.add(coin.outpoint());
                    value += coin.value();
                }
            }
            if (!inputs.isEmpty()) {
                transactions.add(make(false, inputs, unknown ? value + random.nextInt(30) : value));
            }
        }
        return transactions;
    }

    private BlockContent.Transaction make(boolean coinbase, List<Outpoint> inputs, long value) {
        var id = new TxId(new Hash256(random.nextLong(), random.nextLong(), ++made, coinbase ? 1 : 0));
        long left = coinbase || random.nextInt(4) == 0 ? value : value - Math.min(value, random.nextInt(4));
        int count = 1 + random.nextInt(4);
        var outputs = new ArrayList<BlockContent.Output>();
        for (int j = 0; j < count; j++) {
            long part = j == count - 1 ? left : random.nextLong(left + 1);
            boolean destroys = random.nextInt(25) == 0;
            String address = destroys || random.nextInt(9) == 0 ? "" : "a" + random.nextInt(40);
            outputs.add(new BlockContent.Output(part, address, destroys));
            if (!destroys) {
                spendable.add(new Coin(new Outpoint(id, j), part));
            }
            left -= part;
        }
        return new BlockContent.Transaction(id, coinbase, inputs, outputs);
    }

    /** A few outputs that have value, to start from. */
    public static List<Outpoint> seeds(List<BlockContent> blocks, Random random, int most) {
        Set<Outpoint> seeds = new HashSet<>();
        var all =
                blocks.stream().flatMap(block -> block.transactions().stream()).toList();
        int wanted = 1 + random.nextInt(most);
        for (int tries = 0; tries < 50 && seeds.size() < wanted; tries++) {
            var transaction = all.get(random.nextInt(Math.max(1, all.size() / 2)));
            int output = random.nextInt(transaction.outputs().size());
            if (transaction.outputs().get(output).value() > 0) {
                seeds.add(new Outpoint(transaction.id(), output));
            }
        }
        return List.copyOf(seeds);
    }
}
