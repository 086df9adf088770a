package org.holdfast.api.program;

import org.jspecify.annotations.Nullable;

/**
 * What an import of block files published. The adapter writes it to the file that {@code --report} names.
 *
 * @param chain CAIP-2
 * @param blocks blocks that this import published
 * @param transactions transactions in them
 * @param tip the last block that this import published, or else the highest one published before; null if there is none
 */
public record ImportReport(
        String chain,
        long blocks,
        long transactions,
        @Nullable Tip tip) {
    /** A block by its height and hash. */
    public record Tip(long height, String hash) {}
}
