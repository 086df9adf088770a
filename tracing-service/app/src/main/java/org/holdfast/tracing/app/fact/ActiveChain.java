package org.holdfast.tracing.app.fact;

import java.time.Instant;
import org.holdfast.primitives.ChainId;

/**
 * What the blocks of a chain do to the facts that rest on its transactions. Each change takes the lock of {@link
 * Facts#lockBasis}, and a record of the topic changes nothing the second time, whichever instance reads it.
 *
 * <p>A fact is suspended when a block leaves with one of its transactions, and restored when the last of them stands in
 * a block again. It is withdrawn when that cannot come, or has not come at the stated time.
 */
public interface ActiveChain {
    /** What is missing on a chain. */
    Missing missing(ChainId chain);

    /**
     * Records that the tip leaves the active chain. The index holds it still.
     *
     * @param next the place on the chain's topic after the record that says so
     * @return what is missing afterwards, as every method here
     */
    Missing left(ChainId chain, LeavingBlock block, String reason, long next, Instant now);

    /** Records that a block comes to the active chain. */
    Missing arrived(ChainId chain, ArrivingBlock block, long next, Instant now);

    /** Withdraws each fact whose time is over. */
    Missing overdue(ChainId chain, Instant now);
}
