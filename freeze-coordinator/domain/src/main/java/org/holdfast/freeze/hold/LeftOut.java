package org.holdfast.freeze.hold;

import java.util.List;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.HoldId;

/**
 * A traced part that a request does not ask for, because others ask for it already.
 *
 * @param traced the place with its whole traced part
 * @param amount how much of it is not asked, base units
 * @param requests the requests that ask for it
 */
public record LeftOut(HoldLine traced, BaseUnits amount, List<HoldId> requests) {
    public LeftOut {
        requests = List.copyOf(requests);
    }
}
