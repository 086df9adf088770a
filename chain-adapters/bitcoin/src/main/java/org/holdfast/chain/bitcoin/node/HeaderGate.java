package org.holdfast.chain.bitcoin.node;

import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.header.HeaderChain;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;

/**
 * Judges each block of the active chain by the headers before it, which the node is asked for where they are not at
 * hand: they must lead to the block, and each has its own proof of work.
 */
final class HeaderGate {
    private final BitcoinNode node;
    private final HeaderChain headers;

    HeaderGate(BitcoinNetwork network, Checkpoints checkpoints, BitcoinNode node) {
        this.node = node;
        this.headers = new HeaderChain(network, checkpoints);
    }

    /** Throws {@code InputFaultException} where the block breaks a rule in its place. */
    void admit(VerifiedBlock block) {
        long height = block.ref().height();
        if (height == 0) {
            headers.restart(0);
        } else if (!headers.rewind(height, block.parent())) {
            load(height);
            if (!headers.rewind(height, block.parent())) {
                throw new SourceUnavailableException(
                        node.where() + " changed its chain while it was read at height " + height,
                        new IllegalStateException("the headers before lead to another block"));
            }
        }
        headers.append(block.opened().getRawHeader().toByteArray(), node.where());
    }

    private void load(long height) {
        long from = headers.neededFrom(height);
        headers.restart(from);
        for (byte[] header : node.activeHeaders(from, (int) (height - from))) {
            headers.append(header, node.where());
        }
    }
}
