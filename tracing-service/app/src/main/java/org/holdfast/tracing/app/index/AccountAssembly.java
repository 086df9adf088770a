package org.holdfast.tracing.app.index;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.AccountCounts;
import org.holdfast.records.chain.v1.AccountEntry;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.EntryPosition;
import org.holdfast.records.chain.v1.InternalTransfers;
import org.holdfast.records.chain.v1.Movement;
import org.holdfast.records.chain.v1.Swap;
import org.holdfast.records.chain.v1.SwapLeg;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * Puts a block of an account chain together from its records and holds it to its counts. Movements become entries of
 * ledgers; a swap with one movement on each side becomes a conversion; acts, intents and bridge legs move nothing.
 */
final class AccountAssembly implements RecordAssembly<AccountBlock> {
    private static final int TRANSACTIONS_MAX = 1_000_000;
    private static final int ADDRESS_BYTES = 20;
    private static final int AMOUNT_BYTES = 32;
    private static final String ZERO_ADDRESS = "0x" + "00".repeat(ADDRESS_BYTES);

    /** A movement by its transaction and its place there, as swaps name it. */
    private record Place(int transaction, EntryPosition position) {}

    private @Nullable BlockOpened opened;
    private List<AccountBlock.Entry> entries = new ArrayList<>();
    private final Map<Place, Integer> entryAt = new HashMap<>();
    private final List<Map.Entry<Integer, Swap>> swaps = new ArrayList<>();
    private int transactions;
    private int parts;
    private long entryCount;
    private long undecoded;
    private BigInteger sum = BigInteger.ZERO;
    private InternalTransfers transfers = InternalTransfers.INTERNAL_TRANSFERS_UNSPECIFIED;

    @Override
    public void open(BlockOpened record) {
        requireNoneOpen(record.getBlock());
        if (record.getTransactionCount() < 0 || record.getTransactionCount() > TRANSACTIONS_MAX) {
            throw BlockAssembly.broken(
                    record,
                    "at most " + TRANSACTIONS_MAX + " transactions",
                    Integer.toUnsignedString(record.getTransactionCount()));
        }
        BlockAssembly.ref(record.getBlock());
        BlockAssembly.hash(record.getParentHash(), "parent");
        opened = record;
        entries = new ArrayList<>();
        entryAt.clear();
        swaps.clear();
        transactions = 0;
        parts = 0;
        entryCount = 0;
        undecoded = 0;
        sum = BigInteger.ZERO;
        transfers = InternalTransfers.INTERNAL_TRANSFERS_UNSPECIFIED;
    }

    @Override
    public void requireNoneOpen(BlockPlace place) {
        BlockOpened block = opened;
        if (block != null) {
            throw BlockAssembly.outOfOrder(
                    "the seal of " + BlockAssembly.ref(block.getBlock()),
                    BlockAssembly.ref(place).toString());
        }
    }

    @Override
    public void add(ChainRecord batch) {
        if (!batch.hasAccountTransactions()) {
            throw BlockAssembly.otherModel("transactions of accounts", "transactions with inputs and outputs");
        }
        add(batch.getAccountTransactions());
    }

    void add(AccountTransactions batch) {
        BlockOpened block = BlockAssembly.require(opened, batch.getBlock());
        List<AssetId> assets =
                batch.getAssetsList().stream().map(AssetId::parse).toList();
        transfers = batch.getInternalTransfers();
        for (AccountTransaction transaction : batch.getTransactionsList()) {
            requireNext(block, transaction);
            TxId id = BlockAssembly.txId(transaction.getTxid(), block);
            for (AccountEntry entry : transaction.getEntriesList()) {
                take(entry, id, transaction.getIndex(), assets);
            }
            parts = transaction.getLastPart() ? 0 : parts + 1;
            transactions += transaction.getLastPart() ? 1 : 0;
        }
        TxId ofBlock = TxId.ofDisplayBytes(
                BlockAssembly.hash(batch.getBlock().getHash(), "block").displayBytes());
        for (AccountEntry entry : batch.getBlockEntriesList()) {
            take(entry, ofBlock, block.getTransactionCount(), assets);
        }
    }

    /** Parts of a transaction follow one another, and so do transactions. */
    private void requireNext(BlockOpened block, AccountTransaction transaction) {
        if (transaction.getIndex() != transactions
                || transaction.getPart() != parts
                || transactions >= block.getTransactionCount()) {
            throw BlockAssembly.broken(
                    block,
                    "part " + parts + " of transaction " + transactions + " of " + block.getTransactionCount(),
                    "part " + transaction.getPart() + " of " + Integer.toUnsignedString(transaction.getIndex()));
        }
    }

    private void take(AccountEntry entry, TxId id, int transaction, List<AssetId> assets) {
        entryCount++;
        switch (entry.getEntryCase()) {
            case MOVEMENT -> {
                entryAt.put(new Place(transaction, entry.getPosition()), entries.size());
                entries.add(movement(entry.getMovement(), id, transaction, assets));
            }
            case SWAP -> swaps.add(Map.entry(transaction, entry.getSwap()));
            case UNDECODED -> undecoded++;
            case ISSUER_ACT, ISSUER_INTENT, BRIDGE_LEG -> {
                // They say why value moved or will, and move none.
            }
            case ENTRY_NOT_SET ->
                throw BlockAssembly.malformed("transaction " + id, "an entry that says something", "none");
        }
    }

    private AccountBlock.Entry movement(Movement movement, TxId id, int transaction, List<AssetId> assets) {
        if (movement.getAsset() < 1 || movement.getAsset() > assets.size()) {
            throw BlockAssembly.malformed(
                    "transaction " + id, "an asset from 1 to " + assets.size(), "" + movement.getAsset());
        }
        if (movement.getAmount().size() > AMOUNT_BYTES) {
            throw BlockAssembly.malformed(
                    "transaction " + id,
                    "at most 32 bytes",
                    movement.getAmount().size() + " bytes");
        }
        var amount = new BigInteger(1, movement.getAmount().toByteArray());
        sum = sum.add(amount);
        String from = address(movement.getFrom(), id);
        String to = address(movement.getTo(), id);
        EntryKind kind = kind(movement, from, to);
        if (from.isEmpty() && to.isEmpty()) {
            throw BlockAssembly.malformed("transaction " + id, "a movement with a party", "none");
        }
        return new AccountBlock.Entry(id, transaction, kind, assets.get(movement.getAsset() - 1), from, to, amount);
    }

    /** Where a token's log names the zero address, value comes into being or ceases to be, as the standards say. */
    private static String address(ByteString bytes, TxId id) {
        if (!bytes.isEmpty() && bytes.size() != ADDRESS_BYTES) {
            throw BlockAssembly.malformed(
                    "transaction " + id, ADDRESS_BYTES + " bytes of an address", bytes.size() + " bytes");
        }
        String text = bytes.isEmpty() ? "" : "0x" + HexFormat.of().formatHex(bytes.toByteArray());
        return text.equals(ZERO_ADDRESS) ? "" : text;
    }

    private static EntryKind kind(Movement movement, String from, String to) {
        return switch (movement.getKind()) {
            case MOVEMENT_KIND_GAS_FEE, MOVEMENT_KIND_BASE_FEE, MOVEMENT_KIND_PRIORITY_FEE, MOVEMENT_KIND_BLOB_FEE ->
                EntryKind.FEE;
            case MOVEMENT_KIND_UNEXPLAINED -> {
                if (from.isEmpty() == to.isEmpty()) {
                    throw BlockAssembly.malformed("a movement", "one side of what is unexplained", "two or none");
                }
                yield EntryKind.UNEXPLAINED;
            }
            case MOVEMENT_KIND_NATIVE_VALUE,
                    MOVEMENT_KIND_CREATION_VALUE,
                    MOVEMENT_KIND_INTERNAL_VALUE,
                    MOVEMENT_KIND_SELF_DESTRUCT,
                    MOVEMENT_KIND_BLOCK_REWARD,
                    MOVEMENT_KIND_OMMER_REWARD,
                    MOVEMENT_KIND_WITHDRAWAL,
                    MOVEMENT_KIND_TOKEN_TRANSFER,
                    MOVEMENT_KIND_COLLECTIBLE_TRANSFER,
                    MOVEMENT_KIND_MULTI_TOKEN_TRANSFER,
                    MOVEMENT_KIND_WRAP,
                    MOVEMENT_KIND_UNWRAP,
                    MOVEMENT_KIND_ISSUE,
                    MOVEMENT_KIND_REDEEM,
                    MOVEMENT_KIND_DESTROY,
                    MOVEMENT_KIND_WIPE ->
                from.isEmpty() ? EntryKind.MINT : to.isEmpty() ? EntryKind.BURN : EntryKind.TRANSFER;
            case MOVEMENT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw BlockAssembly.malformed(
                        "a movement", "a kind of the schema", Integer.toString(movement.getKindValue()));
        };
    }

    @Override
    public AccountBlock seal(BlockSealed seal) {
        BlockOpened block = BlockAssembly.require(opened, seal.getBlock());
        AccountCounts counts = seal.getAccount();
        String expected = text(
                seal.getTransactionCount(),
                counts.getEntryCount(),
                counts.getMovementCount(),
                counts.getUndecodedCount(),
                counts.getAmountSum(),
                counts.getInternalTransfers());
        String got = text(transactions, entryCount, entries.size(), undecoded, sum.toString(), transfers);
        if (!expected.equals(got) || transactions != block.getTransactionCount()) {
            throw BlockAssembly.broken(block, expected, got);
        }
        opened = null;
        BlockRef ref = BlockAssembly.ref(block.getBlock());
        return new AccountBlock(
                ref,
                BlockAssembly.hash(block.getParentHash(), "parent"),
                block.getSegmentStart(),
                block.getTimeSeconds(),
                entries,
                conversions());
    }

    private static String text(
            long transactions, long entries, long movements, long undecoded, String sum, InternalTransfers transfers) {
        return "%d transactions, %d entries, %d movements, %d undecoded, sum %s, %s"
                .formatted(transactions, entries, movements, undecoded, sum, transfers);
    }

    /** Each movement is a leg of at most one conversion, the first that names it. */
    private List<AccountBlock.Conversion> conversions() {
        var conversions = new ArrayList<AccountBlock.Conversion>();
        Set<Integer> used = new HashSet<>();
        for (Map.Entry<Integer, Swap> one : swaps) {
            Swap swap = one.getValue();
            if (swap.getPaidInCount() != 1 || swap.getPaidOutCount() != 1) {
                continue;
            }
            Integer paid = leg(one.getKey(), swap.getPaidIn(0));
            Integer received = leg(one.getKey(), swap.getPaidOut(0));
            if (paid != null
                    && received != null
                    && !paid.equals(received)
                    && !used.contains(paid)
                    && !used.contains(received)) {
                used.add(paid);
                used.add(received);
                conversions.add(new AccountBlock.Conversion(paid, received, protocol(swap)));
            }
        }
        return conversions;
    }

    private @Nullable Integer leg(int transaction, SwapLeg leg) {
        return leg.hasMovement() ? entryAt.get(new Place(transaction, leg.getMovement())) : null;
    }

    private static String protocol(Swap swap) {
        return switch (swap.getProtocol()) {
            case SWAP_PROTOCOL_UNISWAP_V2 -> "uniswap-v2:1";
            case SWAP_PROTOCOL_UNISWAP_V3 -> "uniswap-v3:1";
            case SWAP_PROTOCOL_UNISWAP_V4 -> "uniswap-v4:1";
            case SWAP_PROTOCOL_CURVE -> "curve:1";
            case SWAP_PROTOCOL_UNSPECIFIED, UNRECOGNIZED -> "unknown:1";
        };
    }
}
