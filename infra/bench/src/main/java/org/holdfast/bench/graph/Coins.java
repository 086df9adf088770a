package org.holdfast.bench.graph;

/**
 * Outputs that may still be spent, as many as there is room for. Where it is full, an old one is forgotten: it is never
 * spent, as many are in real chains.
 */
final class Coins {
    private final long[] transactions;
    private final int[] outputs;
    private final long[] values;
    private final long[] addresses;
    private int size;

    Coins(int room) {
        transactions = new long[room];
        outputs = new int[room];
        values = new long[room];
        addresses = new long[room];
    }

    /** One coin. */
    record Coin(long transaction, int output, long value, long address) {}

    int size() {
        return size;
    }

    void add(Coin coin, Draws draws) {
        int at = size;
        if (size == transactions.length) {
            at = (int) draws.below(size / 2);
        } else {
            size++;
        }
        put(at, coin);
    }

    /** Takes one out, recent ones more often. */
    Coin take(Draws draws) {
        int at = size - 1 - (int) draws.logUniform(size);
        var coin = new Coin(transactions[at], outputs[at], values[at], addresses[at]);
        size--;
        if (at < size) {
            put(at, new Coin(transactions[size], outputs[size], values[size], addresses[size]));
        }
        return coin;
    }

    private void put(int at, Coin coin) {
        transactions[at] = coin.transaction();
        outputs[at] = coin.output();
        values[at] = coin.value();
        addresses[at] = coin.address();
    }
}
