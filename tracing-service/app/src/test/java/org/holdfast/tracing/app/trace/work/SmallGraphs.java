package org.holdfast.tracing.app.trace.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/** Indexes of a few blocks. */
final class SmallGraphs {
    static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    static final Outpoint SEED = new Outpoint(id(1), 0);

    /** The last output of a chain of so many hops. */
    static final IntFunction<Outpoint> LAST = hops -> new Outpoint(id(1 + hops), 0);

    private SmallGraphs() {}

    /** A seed of 100 that is handed on, whole, so many times; the last output stands at address "desk". */
    static MappedGraphStore chainOf(Path folder, int hops, int branch) {
        var transactions = new ArrayList<BlockContent.Transaction>();
        transactions.add(transaction(1, List.of(), "start"));
        for (int hop = 1; hop <= hops; hop++) {
            transactions.add(
                    transaction(1 + hop, List.of(new Outpoint(id(hop), 0)), hop == hops ? "desk" : "hop" + hop));
        }
        var store = MappedGraphStore.open(folder, CHAIN);
        store.append(new BlockContent(new BlockRef(7, hash(branch)), hash(0), true, 0, transactions), 1);
        return store;
    }

    /** A seed of 100 of which 10 are fee, in a block with so many other transactions and a coinbase of two outputs. */
    static MappedGraphStore feesOf(Path folder, int others) {
        var first = new ArrayList<BlockContent.Transaction>();
        first.add(transaction(1, List.of(), "start"));
        var second = new ArrayList<BlockContent.Transaction>();
        second.add(transaction(2, List.of(), 30, "pool", "miner"));
        second.add(transaction(3, List.of(SEED), 90, "paid"));
        for (int i = 0; i < others; i++) {
            first.add(transaction(100 + i, List.of(), "other"));
            second.add(transaction(200 + i, List.of(new Outpoint(id(100 + i), 0)), "other"));
        }
        var store = MappedGraphStore.open(folder, CHAIN);
        store.append(new BlockContent(new BlockRef(7, hash(5)), hash(0), true, 0, first), 1);
        store.append(new BlockContent(new BlockRef(8, hash(6)), hash(5), false, 0, second), 2);
        return store;
    }

    static BlockHash hash(int number) {
        return BlockHash.ofDisplayBytes(bytes(number));
    }

    private static BlockContent.Transaction transaction(int number, List<Outpoint> inputs, String address) {
        return transaction(number, inputs, 100, address);
    }

    /** Each output has the same value. */
    private static BlockContent.Transaction transaction(
            int number, List<Outpoint> inputs, long value, String... addresses) {
        return new BlockContent.Transaction(
                id(number),
                inputs.isEmpty(),
                inputs,
                Stream.of(addresses)
                        .map(address -> new BlockContent.Output(value, address, false))
                        .toList());
    }

    private static TxId id(int number) {
        return TxId.ofDisplayBytes(bytes(number));
    }

    private static byte[] bytes(int number) {
        byte[] hash = new byte[32];
        hash[0] = 9;
        for (int i = 0; i < Integer.BYTES; i++) {
            hash[31 - i] = (byte) (number >>> (8 * i));
        }
        return hash;
    }
}
