package org.holdfast.chain.bitcoin.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;

/**
 * A Bitcoin node, over any protocol. Its answers are not trusted: the caller checks them. Several threads may use it.
 *
 * <p>Every method throws {@code InputFaultException} where the node is of another network, refuses the caller, or
 * gives an impossible answer; and {@link org.holdfast.chain.spi.SourceUnavailableException} where it cannot be reached
 * within the bound on retries.
 */
public interface BitcoinNode extends AutoCloseable {
    /** Hashes asked for at once. */
    int HASHES_MAX = 100;

    /** The address for messages to people, without credentials. */
    String where();

    NodeState state();

    /** Hashes of the active chain from a height on; fewer than asked for at the tip, none above it. */
    List<BlockHash> activeHashes(long firstHeight, int count);

    /** Headers of the active chain, 80 bytes each, from a height on; fewer than asked for at the tip. */
    List<byte[]> activeHeaders(long firstHeight, int count);

    /** The place of a block that the node knows, in the active chain or off it. */
    Optional<BlockRef> place(BlockHash hash);

    /** A block by its hash. */
    RawBlock rawBlock(BlockHash hash);

    /**
     * Waits until the tip may be another than the given one, at most for the given time.
     *
     * @return false where the time passed without a sign
     */
    boolean awaitNewTip(BlockHash known, Duration atMost) throws InterruptedException;

    /** What of the node does not work and is not needed to read blocks, one sentence each. */
    List<String> notices();

    @Override
    void close();
}
