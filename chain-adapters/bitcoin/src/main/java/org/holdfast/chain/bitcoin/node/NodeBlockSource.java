package org.holdfast.chain.bitcoin.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;

/**
 * The verified blocks of a node, over any protocol. For ascending heights, blocks are fetched and checked ahead. A
 * block of the active chain is also checked against the headers before it; a block off the active chain is checked
 * alone.
 */
public final class NodeBlockSource implements BlockSource {
    private final BitcoinNetwork network;
    private final BitcoinNode node;
    private final BlocksAhead ahead;
    private final HeaderGate gate;

    /** Takes the node over and closes it with itself. */
    public NodeBlockSource(BitcoinNetwork network, BitcoinNode node) {
        this(network, Checkpoints.none(), node);
    }

    /** Takes the node over, and holds its active chain against checkpoints. */
    public NodeBlockSource(BitcoinNetwork network, Checkpoints checkpoints, BitcoinNode node) {
        this.network = network;
        this.node = node;
        this.ahead = new BlocksAhead(network, node);
        this.gate = new HeaderGate(network, checkpoints, node);
    }

    @Override
    public ChainId chain() {
        return network.chain();
    }

    /** How far the node is; a node that is still syncing serves what it has. */
    public NodeState state() {
        return node.state();
    }

    @Override
    public List<PublishedSegments.Segment> segments() {
        NodeState state = node.state();
        ahead.firstHeight(state.firstBlock());
        return node.activeHashes(state.firstBlock(), 1).stream()
                .map(first -> new PublishedSegments.Segment(new BlockRef(state.firstBlock(), first), state.tip()))
                .toList();
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        if (height < 0) {
            return Optional.empty();
        }
        return node.activeHashes(height, 1).stream()
                .map(hash -> new BlockRef(height, hash))
                .findFirst();
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        Optional<VerifiedBlock> block = height < 0 ? Optional.empty() : ahead.blockAt(height);
        block.ifPresent(gate::admit);
        return block;
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        return node.place(hash).flatMap(ahead::read);
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException {
        return node.awaitNewTip(known.hash(), atMost);
    }

    @Override
    public List<String> notices() {
        return node.notices();
    }

    @Override
    public void close() {
        ahead.close();
        node.close();
    }
}
