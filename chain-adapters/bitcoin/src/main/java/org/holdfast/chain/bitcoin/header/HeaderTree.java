package org.holdfast.chain.bitcoin.header;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.jspecify.annotations.Nullable;

/**
 * All headers that are known from the genesis block up, with every branch; the active chain is the one with the most
 * work, and among equals the one that was known first. Kept in memory, a few hundred bytes a header. Several threads
 * may use it.
 */
public final class HeaderTree {
    /** A bound on memory: several times the headers that mainnet has; more are a flood of worthless branches. */
    public static final int HEADERS_MAX = 8_000_000;

    @SuppressWarnings("ArrayRecordComponent") // Never compared by content.
    private record Node(
            BlockHeader header,
            byte[] raw,
            long height,
            BigInteger work,
            @Nullable Node parent) {
        // Not compared by content: a tree is deep.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return header.hash().hashCode();
        }
    }

    private final HeaderRules rules;
    private final BlockVerification verification;
    private final Map<BlockHash, Node> nodes = new HashMap<>();
    private final List<Node> active = new ArrayList<>();

    /**
     * A tree with its root.
     *
     * @param genesis the 80 bytes of the network's genesis header
     */
    public HeaderTree(BitcoinNetwork network, Checkpoints checkpoints, byte[] genesis) {
        this.rules = new HeaderRules(network, checkpoints);
        this.verification = new BlockVerification(network);
        BlockHeader header = verification.checkWork(genesis, "genesis block");
        rules.check(header, 0, height -> null, "genesis block");
        var root = new Node(header, genesis.clone(), 0, header.work(), null);
        nodes.put(header.hash(), root);
        active.add(root);
    }

    /**
     * Adds a header of 80 bytes on the parent that it names.
     *
     * @return false where it is known already
     * @throws org.holdfast.primitives.InputFaultException if it has no proof of work, its parent is unknown, or it
     *     breaks a rule in its place
     */
    public synchronized boolean add(byte[] raw, String where) {
        BlockHeader header = verification.checkWork(raw, where);
        if (nodes.containsKey(header.hash())) {
            return false;
        }
        Node parent = nodes.get(header.parent());
        if (parent == null || nodes.size() >= HEADERS_MAX) {
            throw fault(
                    "bitcoin.header.unknown-parent",
                    "a header follows none that is known",
                    where + ", block " + header.hash(),
                    "a parent among " + nodes.size() + " headers, at most " + HEADERS_MAX,
                    header.parent().toString());
        }
        long height = parent.height() + 1;
        rules.check(header, height, wanted -> ancestor(parent, wanted), where);
        var node = new Node(header, raw.clone(), height, parent.work().add(header.work()), parent);
        nodes.put(header.hash(), node);
        if (node.work().compareTo(active.getLast().work()) > 0) {
            activate(node);
        }
        return true;
    }

    public synchronized BlockRef tip() {
        return ref(active.getLast());
    }

    public synchronized Optional<BlockRef> place(BlockHash hash) {
        return Optional.ofNullable(nodes.get(hash)).map(HeaderTree::ref);
    }

    /** Headers of the active chain from a height on; fewer than asked for at the tip. */
    public synchronized List<byte[]> activeHeaders(long firstHeight, int count) {
        return part(firstHeight, count).stream().map(node -> node.raw().clone()).toList();
    }

    /** Hashes of the active chain from a height on; fewer than asked for at the tip. */
    public synchronized List<BlockHash> activeHashes(long firstHeight, int count) {
        return part(firstHeight, count).stream()
                .map(node -> node.header().hash())
                .toList();
    }

    /** Hashes from the tip down, one by one, then in doubling steps, with the genesis block last. */
    public synchronized List<BlockHash> locator() {
        var hashes = new ArrayList<BlockHash>();
        int step = 1;
        for (int height = active.size() - 1; height > 0; height -= step) {
            hashes.add(active.get(height).header().hash());
            step = hashes.size() < 10 ? 1 : step * 2;
        }
        hashes.add(active.getFirst().header().hash());
        return hashes;
    }

    private List<Node> part(long firstHeight, int count) {
        int from = (int) Math.min(active.size(), Math.max(0, firstHeight));
        return active.subList(from, (int) Math.min(active.size(), (long) from + count));
    }

    /** Makes a branch the active chain. */
    private void activate(Node tip) {
        var branch = new ArrayList<Node>();
        Node at = tip;
        while (at != null
                && (at.height() >= active.size()
                        || !active.get((int) at.height()).equals(at))) {
            branch.add(at);
            at = at.parent();
        }
        int fork = at == null ? 0 : (int) at.height() + 1;
        active.subList(fork, active.size()).clear();
        active.addAll(branch.reversed());
    }

    private @Nullable BlockHeader ancestor(Node from, long height) {
        Node at = from;
        while (at != null && at.height() > height) {
            // On the active chain the list is faster than the steps.
            boolean onActive =
                    at.height() < active.size() && active.get((int) at.height()).equals(at);
            at = onActive && height >= 0 ? active.get((int) height) : at.parent();
        }
        return at == null || at.height() != height ? null : at.header();
    }

    private static BlockRef ref(Node node) {
        return new BlockRef(node.height(), node.header().hash());
    }
}
