package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a request.
 *
 * @param line number, from 1; left out of a draft, where the order counts
 * @param asset CAIP-19
 * @param address without its chain
 * @param outpoint {@code <txid>:<n>}, where known
 * @param asked base units, decimal digits
 * @param confirmations of the newest transaction at the time of the trace, null where not known; left out of a draft
 * @param blocks the transactions with their blocks, empty where not known; left out of a draft
 */
public record HoldLineBody(
        @Nullable Integer line,
        @Nullable String asset,
        @Nullable String address,
        @Nullable String outpoint,
        @Nullable String asked,
        @Nullable Long confirmations,
        @Nullable List<TransactionBlock> blocks) {
    public HoldLineBody {
        blocks = blocks == null ? null : List.copyOf(blocks);
    }

    /** A line of a draft by hand. */
    public static HoldLineBody asking(String asset, String address, @Nullable String outpoint, String asked) {
        return new HoldLineBody(null, asset, address, outpoint, asked, null, null);
    }
}
