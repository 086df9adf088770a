package org.holdfast.freeze.coverage;

import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.Outpoint;
import org.jspecify.annotations.Nullable;

/** Where value is asked for: an output, or all of an address where no output is named. */
record Place(Address address, @Nullable Outpoint outpoint) {
    static Place of(HoldLine line) {
        return new Place(line.address(), line.outpoint());
    }

    /** Whether the same value can be meant by both. */
    boolean overlaps(Place other) {
        if (outpoint == null || other.outpoint == null) {
            return address.equals(other.address);
        }
        return outpoint.equals(other.outpoint);
    }
}
