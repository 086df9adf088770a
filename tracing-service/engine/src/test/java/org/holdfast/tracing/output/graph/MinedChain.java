package org.holdfast.tracing.output.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;

/**
 * Small chains from a seed whose coinbases claim the fees of their blocks: high fees, coinbases of several outputs,
 * some of no value, some that claim too little, some blocks with an input of unknown value, gaps. As on every chain, a
 * coinbase is spent in later blocks only.
 */
public final class MinedChain {
    private record Coin(Outpoint outpoint, long value) {}

    private final Random random;
    private final List<Coin> spendable = new ArrayList<>();
    private long made;

    private MinedChain(long seed) {
        random = new Random(seed);
    }

    public static List<BlockContent> blocks(long seed, int blockCount, int transactionsPerBlock) {
        var chain = new MinedChain(seed);
        var blocks = new ArrayList<BlockContent>();
        long height = 1;
        for (int i = 0; i < blockCount; i++) {
            boolean gap = i == 0 || chain.random.nextInt(15) == 0;
            height += gap && i > 0 ? 2 : 1;
            BlockHash parent =
                    gap ? hash(seed, height, 7) : blocks.getLast().block().hash();
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
        boolean unknown = random.nextInt(8) == 0;
        long fees = 0;
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count && !spendable.isEmpty(); i++) {
            var inputs = new ArrayList<Outpoint>();
            long value = 0;
            for (int j = 1 + random.nextInt(3); j > 0 && !spendable.isEmpty(); j--) {
                Coin coin = spendable.remove(random.nextInt(spendable.size()));
                inputs.add(coin.outpoint());
                value += coin.value();
            }
            long fee = random.nextInt(3) == 0 ? 0 : random.nextLong(value / 2 + 1);
            if (unknown && random.nextInt(2) == 0) {
                var from = new Outpoint(new TxId(new Hash256(99, random.nextLong(), made, i)), 0);
                inputs.add(random.nextInt(inputs.size() + 1), from);
            }
            fees += fee;
            transactions.add(make(false, inputs, value - fee));
        }
        long subsidy = random.nextInt(3) == 0 ? 0 : random.nextInt(40);
        long claimed = random.nextInt(6) == 0 ? random.nextLong(fees + subsidy + 1) : fees + subsidy;
        transactions.addFirst(make(true, List.of(), claimed));
        return transactions;
    }

    private BlockContent.Transaction make(boolean coinbase, List<Outpoint> inputs, long value) {
        var id = new TxId(new Hash256(random.nextLong(), random.nextLong(), ++made, coinbase ? 1 : 0));
        long left = value;
        int count = 1 + random.nextInt(4);
        var outputs = new ArrayList<BlockContent.Output>();
        for (int j = 0; j < count; j++) {
            long part = j == count - 1 ? left : random.nextLong(left + 1);
            boolean destroys = random.nextInt(25) == 0;
            String address = destroys || random.nextInt(9) == 0 ? "" : "a" + random.nextInt(30);
            outputs.add(new BlockContent.Output(part, address, destroys));
            if (!destroys) {
                spendable.add(new Coin(new Outpoint(id, j), part));
            }
            left -= part;
        }
        return new BlockContent.Transaction(id, coinbase, inputs, outputs);
    }
}
