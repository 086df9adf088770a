package org.holdfast.tracing.app.index;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.records.chain.v1.AccountCounts;
import org.holdfast.records.chain.v1.AccountEntry;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.EntryPhase;
import org.holdfast.records.chain.v1.EntryPosition;
import org.holdfast.records.chain.v1.InternalTransfers;
import org.holdfast.records.chain.v1.Movement;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.records.chain.v1.Swap;
import org.holdfast.records.chain.v1.SwapLeg;
import org.holdfast.records.chain.v1.SwapProtocol;

/** The records of one block of an account chain. Accounts are two hexadecimal digits, assets 1 (coin) and 2 (token). */
public final class AccountTopic {
    private static final List<String> ASSETS =
            List.of("eip155:1/slip44:60", "eip155:1/erc20:0x1111111111111111111111111111111111111111");

    private final BlockPlace place;
    private final String parent;
    private final int transactions;
    private final AccountTransactions.Builder batch;
    private int entries;
    private int movements;
    private BigInteger sum = BigInteger.ZERO;

    /** A block at height 1; no parent begins a run of blocks. */
    public AccountTopic(String name, String parent, int transactions) {
        this(1, name, parent, transactions);
    }

    public AccountTopic(long height, String name, String parent, int transactions) {
        this.place = BlockPlace.newBuilder()
                .setHeight(height)
                .setHash(BlockTopic.bytes(name))
                .build();
        this.parent = parent;
        this.transactions = transactions;
        this.batch = AccountTransactions.newBuilder()
                .setBlock(place)
                .setInternalTransfers(InternalTransfers.INTERNAL_TRANSFERS_PRESENT)
                .addAllAssets(ASSETS);
    }

    /** Begins a transaction. */
    public AccountTopic transaction(int index) {
        batch.addTransactions(AccountTransaction.newBuilder()
                .setIndex(index)
                .setLastPart(true)
                .setTxid(BlockTopic.bytes("t" + index)));
        return this;
    }

    /** Begins another part of the last transaction. */
    public AccountTopic part(int part) {
        AccountTransaction.Builder last = last();
        last.setLastPart(false);
        batch.addTransactions(last.clone().clearEntries().setPart(part).setLastPart(true));
        return this;
    }

    private AccountTransaction.Builder last() {
        return batch.getTransactionsBuilder(batch.getTransactionsCount() - 1);
    }

    public AccountTopic movement(int asset, String from, String to, long amount, MovementKind kind) {
        last().addEntries(entry(asset, from, to, amount, kind, last().getEntriesCount()));
        return this;
    }

    /** A movement that the block itself makes. */
    public AccountTopic block(int asset, String from, String to, long amount, MovementKind kind) {
        batch.addBlockEntries(entry(asset, from, to, amount, kind, batch.getBlockEntriesCount()));
        return this;
    }

    /** A swap of two movements of the transaction, by their numbers in it. */
    public AccountTopic swap(int paid, int received) {
        entries++;
        last().addEntries(AccountEntry.newBuilder()
                .setPosition(position(last().getEntriesCount()))
                .setSwap(Swap.newBuilder()
                        .setProtocol(SwapProtocol.SWAP_PROTOCOL_UNISWAP_V2)
                        .addPaidIn(SwapLeg.newBuilder().setMovement(position(paid)))
                        .addPaidOut(SwapLeg.newBuilder().setMovement(position(received)))));
        return this;
    }

    private AccountEntry entry(int asset, String from, String to, long amount, MovementKind kind, int number) {
        entries++;
        movements++;
        sum = sum.add(BigInteger.valueOf(amount));
        return AccountEntry.newBuilder()
                .setPosition(position(number))
                .setMovement(Movement.newBuilder()
                        .setAsset(asset)
                        .setFrom(account(from))
                        .setTo(account(to))
                        .setAmount(
                                ByteString.copyFrom(BigInteger.valueOf(amount).toByteArray()))
                        .setKind(kind))
                .build();
    }

    private static EntryPosition position(int number) {
        return EntryPosition.newBuilder()
                .setPhase(EntryPhase.ENTRY_PHASE_LOG)
                .addPath(number)
                .build();
    }

    private static ByteString account(String digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digits.repeat(20)));
    }

    public BlockOpened opened() {
        return BlockOpened.newBuilder()
                .setBlock(place)
                .setParentHash(BlockTopic.bytes(parent))
                .setSegmentStart(parent.isEmpty())
                .setTransactionCount(transactions)
                .build();
    }

    public AccountTransactions batch() {
        return batch.build();
    }

    public BlockSealed seal() {
        return seal(sum.toString());
    }

    public BlockSealed seal(String amountSum) {
        return BlockSealed.newBuilder()
                .setBlock(place)
                .setTransactionCount(transactions)
                .setAccount(AccountCounts.newBuilder()
                        .setInternalTransfers(InternalTransfers.INTERNAL_TRANSFERS_PRESENT)
                        .setEntryCount(entries)
                        .setMovementCount(movements)
                        .setAmountSum(amountSum))
                .build();
    }

    /** All records of the block. */
    public List<ChainRecord> records() {
        return List.of(
                ChainRecord.newBuilder().setOpened(opened()).build(),
                ChainRecord.newBuilder().setAccountTransactions(batch()).build(),
                ChainRecord.newBuilder().setSealed(seal()).build());
    }
}
