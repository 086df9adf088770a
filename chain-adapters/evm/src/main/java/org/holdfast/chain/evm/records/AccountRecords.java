package org.holdfast.chain.evm.records;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.movement.BlockLedger.Outcome;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.Undecoded;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.AccountCounts;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.InternalTransfers;

/** Turns a block's ledger into its records. */
public final class AccountRecords {
    /** One Kafka record stays well below the broker's limit, with one more part of a transaction on top. */
    static final int BATCH_BYTES_MAX = 512 * 1024;

    /** Entries of one part of a transaction; a transaction with more has several parts. */
    static final int PART_ENTRIES_MAX = 1_000;

    /**
     * A stored transaction coding, and a stored receipt, at most. Larger ones exist only where a miner put them into a
     * block without the peers' help; they are left out, so that a record always fits the broker's 8 MiB.
     */
    static final int PROOF_BYTES_MAX = 3 << 20;

    private final EvmNetwork network;

    public AccountRecords(EvmNetwork network) {
        this.network = network;
    }

    /**
     * The records of a block.
     *
     * @param segmentStart whether the parent is not on the topic
     */
    public VerifiedBlock of(BlockLedger ledger, boolean segmentStart) {
        EvmBlock block = ledger.block();
        BlockPlace place = Places.place(
                new BlockRef(block.header().number(), block.header().hash()));
        long size = block.header().encoded().size();
        for (EvmTransaction transaction : block.transactions()) {
            size += transaction.encoded().size();
        }
        var opened = BlockOpened.newBuilder()
                .setChain(network.chain().text())
                .setBlock(place)
                .setParentHash(ByteString.copyFrom(block.header().parent().displayBytes()))
                .setSegmentStart(segmentStart)
                .setTimeSeconds(block.header().timeSeconds())
                .setMerkleRoot(
                        ByteString.copyFrom(block.header().transactionsRoot().displayBytes()))
                .setRawHeader(ByteString.copyFrom(block.header().encoded().toArray()))
                .setTransactionCount(block.transactions().size())
                .setSizeBytes(size)
                .build();
        var sealed = BlockSealed.newBuilder()
                .setBlock(place)
                .setTransactionCount(block.transactions().size())
                .setAccount(counts(ledger))
                .build();
        return new VerifiedBlock(opened, content(ledger, place), sealed);
    }

    private List<ChainRecord> content(BlockLedger ledger, BlockPlace place) {
        var batches = new Batches(place, transfers(ledger));
        int at = 0;
        List<LedgerEntry> entries = ledger.entries();
        for (int i = 0; i < ledger.transactions().size(); i++) {
            int end = at;
            while (end < entries.size() && entries.get(end).position().transaction() == i) {
                end++;
            }
            parts(batches, ledger, i, entries.subList(at, end));
            at = end;
        }
        return batches.close(entries.subList(at, entries.size()));
    }

    private static void parts(Batches batches, BlockLedger ledger, int index, List<LedgerEntry> entries) {
        int parts = Math.max(1, Math.ceilDiv(entries.size(), PART_ENTRIES_MAX));
        for (int part = 0; part < parts; part++) {
            int from = part * PART_ENTRIES_MAX;
            int to = Math.min(entries.size(), from + PART_ENTRIES_MAX);
            batches.add(head(ledger, index, part, part == parts - 1), entries.subList(from, to));
        }
    }

    private static AccountTransaction.Builder head(BlockLedger ledger, int index, int part, boolean last) {
        EvmTransaction transaction = ledger.block().transactions().get(index);
        Outcome outcome = ledger.transactions().get(index);
        var head = AccountTransaction.newBuilder()
                .setIndex(index)
                .setPart(part)
                .setLastPart(last)
                .setTxid(ByteString.copyFrom(transaction.id().displayBytes()))
                .setSender(EntryRecords.bytes(outcome.sender()))
                .setReceiver(EntryRecords.bytes(transaction.to()))
                .setCreated(EntryRecords.bytes(outcome.created()))
                .setSucceeded(outcome.succeeded());
        if (part == 0) {
            Bytes receipt = ledger.block().receipts().get(index).encodedWithoutBloom();
            head.setEncoded(stored(transaction.encoded())).setReceipt(stored(receipt));
        }
        return head;
    }

    private static ByteString stored(Bytes bytes) {
        return bytes.size() > PROOF_BYTES_MAX ? ByteString.EMPTY : ByteString.copyFrom(bytes.toArray());
    }

    private static InternalTransfers transfers(BlockLedger ledger) {
        return ledger.internalTransfers()
                ? InternalTransfers.INTERNAL_TRANSFERS_PRESENT
                : InternalTransfers.INTERNAL_TRANSFERS_MISSING;
    }

    private AccountCounts counts(BlockLedger ledger) {
        long movements = 0;
        long undecoded = 0;
        BigInteger issued = BigInteger.ZERO;
        BigInteger burned = BigInteger.ZERO;
        BigInteger sum = BigInteger.ZERO;
        for (LedgerEntry entry : ledger.entries()) {
            if (entry instanceof Movement m) {
                movements++;
                BigInteger amount = m.amount().value();
                sum = sum.add(amount);
                boolean isNative = m.asset().equals(network.nativeAsset());
                issued = isNative && m.from() == null ? issued.add(amount) : issued;
                burned = isNative && m.to() == null ? burned.add(amount) : burned;
            } else if (entry instanceof Undecoded) {
                undecoded++;
            }
        }
        return AccountCounts.newBuilder()
                .setInternalTransfers(transfers(ledger))
                .setEntryCount(ledger.entries().size())
                .setMovementCount(movements)
                .setUndecodedCount(undecoded)
                .setNativeIssued(issued.toString())
                .setNativeBurned(burned.toString())
                .setAmountSum(sum.toString())
                .build();
    }

    /** Fills batches up to their bound. */
    private static final class Batches {
        private final BlockPlace place;
        private final InternalTransfers transfers;
        private final List<ChainRecord> done = new ArrayList<>();
        private AccountTransactions.Builder open;
        private EntryRecords entries;
        private int bytes;

        Batches(BlockPlace place, InternalTransfers transfers) {
            this.place = place;
            this.transfers = transfers;
            this.open = fresh();
            this.entries = new EntryRecords();
        }

        void add(AccountTransaction.Builder head, List<LedgerEntry> content) {
            if (bytes > BATCH_BYTES_MAX) {
                flush();
            }
            content.forEach(entry -> head.addEntries(entries.record(entry)));
            AccountTransaction transaction = head.build();
            open.addTransactions(transaction);
            bytes += transaction.getSerializedSize();
        }

        List<ChainRecord> close(List<LedgerEntry> ofBlock) {
            ofBlock.forEach(entry -> open.addBlockEntries(entries.record(entry)));
            flush();
            return List.copyOf(done);
        }

        private void flush() {
            open.addAllAssets(entries.assets());
            done.add(ChainRecord.newBuilder().setAccountTransactions(open).build());
            open = fresh();
            entries = new EntryRecords();
            bytes = 0;
        }

        private AccountTransactions.Builder fresh() {
            return AccountTransactions.newBuilder().setBlock(place).setInternalTransfers(transfers);
        }
    }
}
