package org.holdfast.freeze.hold;

import java.util.List;
import java.util.OptionalLong;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.jspecify.annotations.Nullable;

/**
 * One target of a hold request.
 *
 * @param line number within the request, from 1
 * @param asset what is asked for
 * @param address where the value stood when it was traced
 * @param outpoint the output that put it there, where known
 * @param asked how much is asked to be held, base units, more than zero
 * @param blocks the transactions that put it there, with their blocks; empty where they are not known
 */
public record HoldLine(
        int line,
        AssetId asset,
        Address address,
        @Nullable Outpoint outpoint,
        BaseUnits asked,
        List<LineBlock> blocks) {
    /** Lines that were stored before blocks were known have none. */
    @SuppressWarnings("RedundantNullCheck") // A stored line of an earlier form has no such member.
    public HoldLine {
        blocks = blocks == null ? List.of() : List.copyOf(blocks);
    }

    public HoldLine(int line, AssetId asset, Address address, @Nullable Outpoint outpoint, BaseUnits asked) {
        this(line, asset, address, outpoint, asked, List.of());
    }

    /** This line under another number, asking for another amount. */
    public HoldLine asking(int number, BaseUnits amount) {
        return new HoldLine(number, asset, address, outpoint, amount, blocks);
    }

    HoldLine in(List<LineBlock> moved) {
        return new HoldLine(line, asset, address, outpoint, asked, moved);
    }

    /** The confirmations of the newest transaction of the line under {@code tip}; empty where they are not known. */
    public OptionalLong confirmations(@Nullable BlockRef tip) {
        return tip == null
                ? OptionalLong.empty()
                : blocks.stream().mapToLong(block -> block.confirmations(tip)).min();
    }
}
