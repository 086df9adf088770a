package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;

/** Ledgers written by hand, one block after the other. */
final class Ledgers {
    static final AssetId COIN = RandomLedger.COIN;
    static final AssetId TOKEN = RandomLedger.TOKEN;

    private final List<AccountBlock> blocks = new ArrayList<>();
    private final List<AccountBlock.Entry> entries = new ArrayList<>();
    private final List<AccountBlock.Conversion> conversions = new ArrayList<>();

    static TxId tx(long number) {
        return new TxId(new Hash256(number, 0, 0, number));
    }

    Ledgers mint(long tx, String to, long amount) {
        return entry(tx, EntryKind.MINT, COIN, "", to, amount);
    }

    Ledgers pay(long tx, String from, String to, long amount) {
        return entry(tx, EntryKind.TRANSFER, COIN, from, to, amount);
    }

    Ledgers entry(long tx, EntryKind kind, AssetId asset, String from, String to, long amount) {
        int index = entries.isEmpty() ? 0 : entries.getLast().txIndex();
        boolean same = !entries.isEmpty() && entries.getLast().txId().equals(tx(tx));
        entries.add(new AccountBlock.Entry(
                tx(tx), same ? index : index + 1, kind, asset, from, to, BigInteger.valueOf(amount)));
        return this;
    }

    Ledgers exchanged(int paid, int received) {
        conversions.add(new AccountBlock.Conversion(paid, received, "swap:1"));
        return this;
    }

    /** Closes the block at a height; a height that does not follow starts a new run. */
    Ledgers block(long height) {
        boolean next = !blocks.isEmpty() && blocks.getLast().block().height() + 1 == height;
        blocks.add(
                new AccountBlock(new BlockRef(height, hash(height)), hash(height - 1), !next, 0, entries, conversions));
        entries.clear();
        conversions.clear();
        return this;
    }

    private static BlockHash hash(long height) {
        return new BlockHash(new Hash256(9, 9, 9, height));
    }

    MemoryLedger index() {
        return MemoryLedger.of(RandomLedger.CHAIN, blocks);
    }

    static LedgerSeed seed(long height, long tx, String account) {
        return new LedgerSeed(new AccountKey(account, COIN), height, tx(tx), 0);
    }

    LedgerOutcome.PolicyOutcome outcome(Policy policy, LedgerLimits limits, boolean followFees, LedgerSeed... seeds) {
        var spec = new LedgerSpec(RandomLedger.CHAIN, List.of(seeds), List.of(policy), limits, followFees);
        return switch (LedgerTracer.trace(spec, index(), Attributions.NONE)) {
            case LedgerOutcome.Traced traced -> traced.result().results().getFirst();
            case LedgerOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }

    SealedLedgerTrace trace(Policy policy, LedgerLimits limits, boolean followFees, LedgerSeed... seeds) {
        return switch (outcome(policy, limits, followFees, seeds)) {
            case LedgerOutcome.PolicyOutcome.Sealed sealed -> sealed.trace();
            case LedgerOutcome.PolicyOutcome.Undefined undefined ->
                throw new AssertionError(undefined.fault().sentence());
        };
    }

    /** The ends of one asset as {@code reason address amount}, sorted. */
    static String ends(SealedLedgerTrace trace, AssetId asset) {
        var ends = new TreeMap<String, BigInteger>();
        trace.sheet(asset)
                .ends()
                .forEach(
                        end -> ends.merge(end.reason() + " " + end.account().address(), end.traced(), BigInteger::add));
        return ends.entrySet().stream()
                .map(end -> end.getKey() + " " + end.getValue())
                .collect(Collectors.joining(", "));
    }

    String ends(Policy policy, LedgerSeed... seeds) {
        return ends(trace(policy, LedgerLimits.DEFAULT, false, seeds), COIN);
    }
}
