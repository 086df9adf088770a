package org.holdfast.freeze.coverage;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.freeze.decider.Refusal;
import org.holdfast.primitives.id.HoldId;

/** Why a coverage refused a command. */
public sealed interface CoverageRejection extends Refusal {
    @Override
    default boolean late() {
        return false;
    }

    /** A line asks for what other requests ask for; {@code left} is how much of the place is not asked. */
    record PlaceAsked(int line, BigInteger left, List<HoldId> requests) implements CoverageRejection {
        public PlaceAsked {
            requests = List.copyOf(requests);
        }
    }

    /** All requests together would ask for more than was traced. */
    record AskedAboveTraced(BigInteger asked, BigInteger traced) implements CoverageRejection {}

    /** All requests together would hold more than was traced. */
    record HeldAboveTraced(BigInteger held, BigInteger traced) implements CoverageRejection {}
}
