package org.holdfast.chain.bitcoin.node.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.params.MainNetParams;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.params.SigNetParams;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.header.HeaderTree;
import org.holdfast.chain.bitcoin.node.BitcoinNode;
import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.bitcoin.node.NodeState;
import org.holdfast.chain.bitcoin.node.RawBlock;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Bitcoin network itself: headers first, from all peers, of which the chain with the most work counts; then blocks
 * by hash from one peer or the next. A peer that serves a header or block that does not hold is dropped for a while.
 * Peers are named, not looked for. Not for testnet4, which the library underneath does not speak.
 */
public final class PeerNode implements BitcoinNode {
    /** Peers that can be named. */
    public static final int PEERS_MAX = 16;

    /** How long it is believed that nothing is new when no peer says anything. */
    static final Duration QUIET_MAX = Duration.ofSeconds(10);

    /** How long a peer is not asked that served what does not hold. */
    static final Duration DROPPED_FOR = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(PeerNode.class);
    private static final int HEADER_BYTES = 80;
    private static final int HEADERS_AT_ONCE = 2_000;
    /** Questions for headers to one peer in one go: more than any chain needs. */
    private static final int ROUNDS_MAX = HeaderTree.HEADERS_MAX / HEADERS_AT_ONCE;

    private final BitcoinNetwork network;
    private final List<InetSocketAddress> addresses;
    private final HeaderTree headers;
    private final PeerConnections connections;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean synced;
    private volatile boolean closed;

    /**
     * Connects to peers in the background.
     *
     * @param peers their addresses, 1 to {@link #PEERS_MAX}
     * @throws InputFaultException if the network has no peers that can be spoken to
     */
    public PeerNode(BitcoinNetwork network, Checkpoints checkpoints, List<InetSocketAddress> peers) {
        this(network, checkpoints, peers, DROPPED_FOR);
    }

    /** The same with another time for which a peer is dropped. */
    public PeerNode(
            BitcoinNetwork network, Checkpoints checkpoints, List<InetSocketAddress> peers, Duration droppedFor) {
        if (peers.isEmpty() || peers.size() > PEERS_MAX) {
            throw new IllegalArgumentException("1 to " + PEERS_MAX + " peers, got " + peers.size());
        }
        NetworkParameters parameters = parameters(network);
        this.network = network;
        this.addresses = List.copyOf(peers);
        this.headers = new HeaderTree(
                network, checkpoints, Arrays.copyOf(parameters.getGenesisBlock().serialize(), HEADER_BYTES));
        this.connections = new PeerConnections(parameters, addresses, droppedFor);
    }

    private static NetworkParameters parameters(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> MainNetParams.get();
            case SIGNET -> SigNetParams.get();
            case REGTEST -> RegTestParams.get();
            case TESTNET4 ->
                throw NodeFault.fault(
                        "bitcoin.peer.network-not-spoken",
                        "peers of this network cannot be spoken to",
                        "--chain",
                        "mainnet, signet or regtest",
                        network.label(),
                        "follow a node of this network over JSON-RPC");
        };
    }

    @Override
    public String where() {
        return "peers " + addresses;
    }

    /** Peers that were dropped for what they served. */
    public int dropped() {
        return connections.dropped();
    }

    @Override
    public NodeState state() {
        sync();
        BlockRef tip = headers.tip();
        return new NodeState(tip, tip.height(), false, 0);
    }

    @Override
    public List<BlockHash> activeHashes(long firstHeight, int count) {
        syncOnce();
        return headers.activeHashes(firstHeight, count);
    }

    @Override
    public List<byte[]> activeHeaders(long firstHeight, int count) {
        syncOnce();
        return headers.activeHeaders(firstHeight, count);
    }

    @Override
    public Optional<BlockRef> place(BlockHash hash) {
        syncOnce();
        return headers.place(hash);
    }

    @Override
    public RawBlock rawBlock(BlockHash hash) {
        // Each round but the last drops a peer, so that there are no more rounds than peers.
        for (int round = 0; round <= addresses.size(); round++) {
            int before = connections.dropped();
            Optional<byte[]> block = rawBlock(hash, peers());
            if (block.isPresent()) {
                return new RawBlock.Bytes(block.get());
            }
            if (connections.dropped() == before) {
                break;
            }
        }
        requirePeers();
        return new RawBlock.NotThere("no peer has it");
    }

    /** Asks one peer after the other. Empty where none has the block, or where the ones that had it were dropped. */
    private Optional<byte[]> rawBlock(BlockHash hash, List<Peer> peers) {
        int first = Math.floorMod(turn.getAndIncrement(), peers.size());
        IOException silence = null;
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get((first + i) % peers.size());
            try {
                Optional<byte[]> block = connections.block(peer, hash);
                if (block.isPresent()) {
                    // Only the peer that served bad bytes can be blamed for them, so they are checked here already.
                    List<TxId> txids = new RawBlockReader(network).txids(block.get(), "peer " + peer.getAddress());
                    LOG.debug("peer={} block={} transactions={}", peer.getAddress(), hash, txids.size());
                    return block;
                }
            } catch (InputFaultException lie) {
                drop(peer, lie);
            } catch (IOException silent) {
                silence = silent;
            }
        }
        if (silence != null) {
            throw new SourceUnavailableException("no peer served block " + hash, silence);
        }
        return Optional.empty();
    }

    @Override
    public boolean awaitNewTip(BlockHash known, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!closed) {
            sync();
            if (!headers.tip().hash().equals(known)) {
                return true;
            }
            var left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            connections.awaitSign(left.compareTo(QUIET_MAX) < 0 ? left : QUIET_MAX);
        }
        return false;
    }

    private void syncOnce() {
        if (!synced) {
            sync();
        }
    }

    /** Asks every peer for headers that are not known yet. */
    private synchronized void sync() {
        int answered = 0;
        for (Peer peer : peers()) {
            try {
                sync(peer);
                answered++;
            } catch (InputFaultException lie) {
                drop(peer, lie);
            } catch (IOException silent) {
                LOG.info("peer={} silent={}", peer.getAddress(), silent.getMessage());
                peer.close();
            }
        }
        if (answered == 0) {
            requirePeers();
            throw new SourceUnavailableException(where() + " do not answer", new IOException("no headers"));
        }
        synced = true;
    }

    private void sync(Peer peer) throws IOException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            List<byte[]> more = connections.headers(peer, headers.locator());
            int added = 0;
            for (byte[] header : more) {
                added += headers.add(header, "peer " + peer.getAddress()) ? 1 : 0;
            }
            // A branch with less work than ours is known after one round; asking again would give the same.
            if (more.size() < HEADERS_AT_ONCE || added == 0) {
                return;
            }
        }
    }

    private List<Peer> peers() {
        List<Peer> peers = connections.peers();
        if (peers.isEmpty()) {
            requirePeers();
            throw new SourceUnavailableException(
                    where() + " cannot be reached", new IOException("no connection within the bound"));
        }
        return peers;
    }

    /** The named peers that are not connected, while others are; where none is, reading blocks says so. */
    @Override
    public List<String> notices() {
        return connections.missing().stream()
                .map(peer -> "peer " + peer.getHostString() + ":" + peer.getPort() + " is not connected")
                .toList();
    }

    private void requirePeers() {
        if (connections.allDropped()) {
            throw NodeFault.fault(
                    "bitcoin.peer.none-left",
                    "every peer was dropped for what it served",
                    where(),
                    "one peer that serves blocks that hold",
                    addresses.size() + " dropped",
                    "name other peers; the log says what each of them served, and each is asked again after a while");
        }
    }

    private void drop(Peer peer, InputFaultException lie) {
        LOG.warn("peer={} dropped={}", peer.getAddress(), lie.fault().sentence());
        connections.drop(peer);
    }

    @Override
    public void close() {
        closed = true;
        connections.close();
    }
}
