package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.index.IndexBlock;

/**
 * One block of an account chain as the ledgers store it.
 *
 * @param segmentStart true if the parent is not in the feed; earlier balances are then unknown
 * @param timeSeconds seconds since 1970-01-01 UTC as the header says
 * @param entries in ledger order: by transaction, inside one by call trace and log; the index here is the entry index
 * @param conversions which entries are two legs of one exchange; an entry is a leg of at most one
 */
public record AccountBlock(
        BlockRef block,
        BlockHash parent,
        boolean segmentStart,
        long timeSeconds,
        List<Entry> entries,
        List<Conversion> conversions)
        implements IndexBlock {
    private static final int BITS_MAX = 256;

    public AccountBlock {
        entries = List.copyOf(entries);
        conversions = List.copyOf(conversions);
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).txIndex() < entries.get(i - 1).txIndex()) {
                throw new IllegalArgumentException("entries are not in transaction order at " + i + " of " + block);
            }
        }
        var legs = new HashSet<Integer>();
        for (Conversion conversion : conversions) {
            boolean inside = conversion.paid() >= 0
                    && conversion.paid() < entries.size()
                    && conversion.received() >= Conversion.ELSEWHERE
                    && conversion.received() < entries.size();
            boolean fresh = legs.add(conversion.paid())
                    && (conversion.received() == Conversion.ELSEWHERE || legs.add(conversion.received()));
            if (!inside || !fresh) {
                throw new IllegalArgumentException("a conversion has no legs of its own: " + conversion);
            }
        }
    }

    /**
     * Value of one asset that moves.
     *
     * @param txId the transaction; for what a block itself does (rewards, withdrawals) the block hash
     * @param txIndex the transaction's place in the block; what the block itself does comes last
     * @param from who pays; empty where value enters the ledger
     * @param to who receives; empty where value leaves the ledger
     * @param amount base units, 0 to 256 bits
     */
    public record Entry(
            TxId txId, int txIndex, EntryKind kind, AssetId asset, String from, String to, BigInteger amount) {
        public Entry {
            if (amount.signum() < 0 || amount.bitLength() > BITS_MAX) {
                throw new IllegalArgumentException("an amount has 0 to 256 bits and no sign, got " + amount);
            }
            if (txIndex < 0 || !kind.fits(!from.isEmpty(), !to.isEmpty())) {
                throw new IllegalArgumentException(
                        "an entry of kind " + kind + " has no such sides: '" + from + "' to '" + to + "'");
            }
        }
    }

    /**
     * An exchange of one asset for another by one party: it paid by one entry and received by the other.
     *
     * @param paid entry index; a transfer or burn
     * @param received entry index, a transfer or mint; {@link #ELSEWHERE} where the other leg is on another chain or
     *     not found
     * @param protocol what recognised the exchange, with its version, such as {@code uniswap-v2:1}
     */
    public record Conversion(int paid, int received, String protocol) {
        public static final int ELSEWHERE = -1;
    }
}
