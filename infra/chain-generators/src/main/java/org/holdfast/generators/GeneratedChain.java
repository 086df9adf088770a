package org.holdfast.generators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A chain of any size from a seed, always the same bytes: mostly small payments, power-law fan-in and fan-out, recent
 * spends, hubs and reused addresses. Memory holds a bounded pool of unspent outputs, whatever the size.
 */
public final class GeneratedChain {
    private static final int MATURITY = 100;
    private static final int TRANSACTIONS_PER_BLOCK = 2_000;
    private static final int POOL_MAX = 200_000;
    private static final int HUBS = 64;
    private static final int OWNERS = 1 << 20;
    private static final int FAN_MAX = 200;
    private static final long FEE = 200;
    private static final long SPLIT_MIN = 5_000;

    private record Coin(RawTransaction.Spend place, long value) {}

    private final SplittableRandom random;
    private final BlockFileWriter writer;
    private final List<Coin> pool = new ArrayList<>();
    private final List<RawTransaction> young = new ArrayList<>();

    private GeneratedChain(long seed, BlockFileWriter writer) {
        this.random = new SplittableRandom(seed);
        this.writer = writer;
    }

    /** Writes a chain with at least this many transactions besides the coinbases. Returns the count of blocks. */
    public static long write(Path file, long seed, long transactions) throws IOException {
        try (var writer = new BlockFileWriter(file)) {
            var chain = new GeneratedChain(seed, writer);
            chain.run(transactions);
            return writer.nextHeight();
        }
    }

    private void run(long transactions) throws IOException {
        for (int i = 0; i <= MATURITY; i++) {
            mine(List.of(), 0);
        }
        for (long made = 0; made < transactions; ) {
            var block = new ArrayList<RawTransaction>(TRANSACTIONS_PER_BLOCK);
            long fees = 0;
            while (block.size() < TRANSACTIONS_PER_BLOCK && !pool.isEmpty() && made < transactions) {
                List<Coin> spent = take();
                RawTransaction transaction = pay(spent);
                fees += spent.stream().mapToLong(Coin::value).sum()
                        - transaction.values().stream()
                                .mapToLong(Long::longValue)
                                .sum();
                block.add(transaction);
                made++;
            }
            mine(block, fees);
        }
    }

    /** Mostly one or two coins, mostly recent ones; now and then many at once. */
    private List<Coin> take() {
        int count = Math.min(fan(2), pool.size());
        var taken = new ArrayList<Coin>(count);
        for (int i = 0; i < count; i++) {
            int newest = pool.size() - 1;
            int back = (int) Math.min(newest, powerLaw(newest + 1));
            int at = newest - back;
            taken.add(pool.get(at));
            pool.set(at, pool.getLast());
            pool.removeLast();
        }
        return taken;
    }

    private RawTransaction pay(List<Coin> coins) {
        long sum = coins.stream().mapToLong(Coin::value).sum();
        long left = Math.max(0, sum - FEE);
        int count = (int) Math.max(1, Math.min(fan(2) + 1, left / SPLIT_MIN));
        var pays = new ArrayList<RawTransaction.Pay>(count);
        for (int i = count; i >= 1; i--) {
            long value = i == 1 ? left : random.nextLong(1, Math.max(2, 2 * left / i));
            value = Math.min(value, left);
            pays.add(new RawTransaction.Pay(value, GeneratedScripts.script(owner())));
            left -= value;
        }
        var transaction = RawTransaction.of(coins.stream().map(Coin::place).toList(), pays, new byte[0]);
        keep(transaction);
        return transaction;
    }

    private String owner() {
        boolean hub = random.nextInt(10) == 0;
        return hub ? "hub " + random.nextInt(HUBS) : "owner " + random.nextInt(OWNERS);
    }

    private void keep(RawTransaction transaction) {
        for (int i = 0; i < transaction.values().size(); i++) {
            long value = transaction.values().get(i);
            if (value > FEE && pool.size() < POOL_MAX) {
                pool.add(new Coin(transaction.output(i), value));
            }
        }
    }

    private void mine(List<RawTransaction> transactions, long fees) throws IOException {
        young.add(writer.mine(transactions, fees, GeneratedScripts.script("miner")));
        if (young.size() > MATURITY) {
            keep(young.removeFirst());
        }
    }

    /** One most often, few now and then, up to two hundred rarely. */
    private int fan(int usual) {
        int fan = 1 + random.nextInt(usual);
        while (fan < FAN_MAX && random.nextInt(8) == 0) {
            fan *= 2;
        }
        return Math.min(fan, FAN_MAX);
    }

    /** Small numbers often, large ones up to the bound rarely, by halving the range a random number of times. */
    private long powerLaw(long bound) {
        long range = bound;
        while (range > 16 && random.nextInt(4) != 0) {
            range /= 2;
        }
        return random.nextLong(range);
    }
}
