package org.holdfast.freeze.hold;

import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
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
 */
public record HoldLine(
        int line, AssetId asset, Address address, @Nullable Outpoint outpoint, BaseUnits asked) {}
