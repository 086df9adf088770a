package org.holdfast.tracing.app.index;

import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;

/** Opens the index of a chain that is found while the service runs. */
@FunctionalInterface
public interface IndexOpener {
    /**
     * Opens the index and adds it to those that are open.
     *
     * @return the index for the feed of the chain
     * @throws InputFaultException if another process has the index open, or it belongs to another chain
     */
    FeedIndex<?> open(ChainProfile chain);
}
