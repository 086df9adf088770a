package org.holdfast.chain.bitcoin.node.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.BlockLocator;
import org.bitcoinj.core.GetDataMessage;
import org.bitcoinj.core.GetHeadersMessage;
import org.bitcoinj.core.HeadersMessage;
import org.bitcoinj.core.InventoryItem;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.NotFoundMessage;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.Ping;
import org.bitcoinj.core.Pong;
import org.bitcoinj.utils.Threading;
import org.holdfast.primitives.BlockHash;
import org.jspecify.annotations.Nullable;

/**
 * Connections to peers, kept up by bitcoinj's {@code PeerGroup}, and questions to them with an answer each. bitcoinj
 * keeps no chain here: it believes in other rules than this adapter where the two differ.
 */
final class PeerConnections implements AutoCloseable {
    static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private static final long PROTOCOL = 70_012;
    private static final int HEADER_BYTES = 80;
    /** Our pings count up from here; bitcoinj's own are random. */
    private static final long FIRST_NONCE = 0x486F6C64_00000000L;

    private record Asked(Peer peer, BlockHash hash) {}

    private final PeerGroup group;
    /** How long a first connection may take before its absence is worth a word. */
    private static final Duration FIRST_CONNECTION_MAX = Duration.ofSeconds(5);

    private final List<InetSocketAddress> configured;
    private final long openedNanos = System.nanoTime();
    private final Duration droppedFor;
    /** Peers that are not asked, with the time at which they were dropped, in nanoseconds. */
    private final Map<InetSocketAddress, Long> dropped = new ConcurrentHashMap<>();

    private final Map<Peer, CompletableFuture<List<byte[]>>> headers = new ConcurrentHashMap<>();
    private final Map<Asked, CompletableFuture<Optional<byte[]>>> blocks = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<List<byte[]>>> pings = new ConcurrentHashMap<>();
    private final AtomicLong nonces = new AtomicLong(FIRST_NONCE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore signs = new Semaphore(0);

    /**
     * @param droppedFor how long a peer is not asked that served what does not hold
     */
    PeerConnections(NetworkParameters parameters, List<InetSocketAddress> peers, Duration droppedFor) {
        this.droppedFor = droppedFor;
        this.configured = List.copyOf(peers);
        this.group = new PeerGroup(parameters.network());
        group.setUserAgent("holdfast", "0.1");
        group.setBloomFilteringEnabled(false);
        group.setUseLocalhostPeerWhenPossible(false);
        group.setConnectTimeout(CONNECT_MAX);
        // Each address raises the number of connections; setting that number by hand breaks it.
        peers.forEach(peer -> group.addAddress(PeerAddress.simple(peer)));
        group.addPreMessageReceivedEventListener(Threading.SAME_THREAD, this::receive);
        group.addConnectedEventListener(Threading.SAME_THREAD, (peer, count) -> connected(peer));
        group.addDisconnectedEventListener(Threading.SAME_THREAD, (peer, count) -> disconnected(peer));
        group.start();
    }

    /** Peers that are connected; waits for one where there is none. Empty where none came in time. */
    List<Peer> peers() {
        try {
            if (usable().isEmpty() && dropped() < configured.size()) {
                group.waitForPeers(1).get(CONNECT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException none) {
            return usable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return usable();
    }

    private List<Peer> usable() {
        return group.getConnectedPeers().stream()
                .filter(peer -> !isDropped(address(peer)))
                .toList();
    }

    /** Peers that are not asked at present. */
    int dropped() {
        return Math.toIntExact(configured.stream().filter(this::isDropped).count());
    }

    private boolean isDropped(InetSocketAddress peer) {
        Long atNanos = dropped.get(peer);
        return atNanos != null && System.nanoTime() - atNanos < droppedFor.toNanos();
    }

    /** Peers that were named, were not dropped, and are not connected. */
    List<InetSocketAddress> missing() {
        if (System.nanoTime() - openedNanos < FIRST_CONNECTION_MAX.toNanos()) {
            return List.of();
        }
        var connected =
                group.getConnectedPeers().stream().map(PeerConnections::address).toList();
        return configured.stream()
                .filter(peer -> !connected.contains(peer) && !isDropped(peer))
                .toList();
    }

    boolean allDropped() {
        return dropped() == configured.size();
    }

    /** Closes the connection to a peer that lied. It may be mended: after a while it is connected again. */
    void drop(Peer peer) {
        dropped.put(address(peer), System.nanoTime());
        peer.close();
    }

    /**
     * The headers after the first of the hashes that the peer has in its chain, at most 2,000. Some peers say nothing
     * where there are none. Messages are answered in order, so the answer to a ping after the request shows that there
     * are none.
     */
    List<byte[]> headers(Peer peer, List<BlockHash> locator) throws IOException {
        var future = new CompletableFuture<List<byte[]>>();
        long nonce = nonces.incrementAndGet();
        headers.put(peer, future);
        pings.put(nonce, future);
        var hashes = locator.stream()
                .map(hash -> Sha256Hash.wrap(hash.displayBytes()))
                .toList();
        send(peer, new GetHeadersMessage(PROTOCOL, new BlockLocator(hashes), Sha256Hash.ZERO_HASH));
        send(peer, Ping.of(nonce));
        try {
            return answer(peer, future);
        } finally {
            headers.remove(peer, future);
            pings.remove(nonce, future);
        }
    }

    /** A block with its witnesses; empty where the peer says that it has it not. */
    Optional<byte[]> block(Peer peer, BlockHash hash) throws IOException {
        var asked = new Asked(peer, hash);
        var future = blocks.computeIfAbsent(asked, key -> new CompletableFuture<>());
        send(peer, GetDataMessage.ofBlock(Sha256Hash.wrap(hash.displayBytes()), true));
        try {
            return answer(peer, future);
        } finally {
            blocks.remove(asked, future);
        }
    }

    /** Waits for a new connection or an announced block. */
    void awaitSign(Duration atMost) throws InterruptedException {
        if (signs.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            signs.drainPermits();
        }
    }

    private static void send(Peer peer, Message message) throws IOException {
        try {
            if (peer.sendMessage(message).isCompletedExceptionally()) {
                throw new IOException(peer.getAddress() + " is gone");
            }
        } catch (java.nio.channels.NotYetConnectedException e) {
            throw new IOException(peer.getAddress() + " is not connected", e);
        }
    }

    private static <T> T answer(Peer peer, CompletableFuture<T> future) throws IOException {
        try {
            return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException silent) {
            throw new IOException(peer.getAddress() + " does not answer", silent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + peer.getAddress(), e);
        }
    }

    /** Takes what was asked for out of bitcoinj's hands: null ends its processing. */
    private @Nullable Message receive(Peer peer, Message message) {
        return switch (message) {
            case HeadersMessage answer -> {
                var future = headers.remove(peer);
                if (future != null) {
                    future.complete(answer.getBlockHeaders().stream()
                            .map(header -> Arrays.copyOf(header.serialize(), HEADER_BYTES))
                            .toList());
                } else {
                    signs.release();
                }
                yield null;
            }
            case Block block -> {
                complete(peer, block.getHash(), Optional.of(block.serialize()));
                yield null;
            }
            case Pong pong -> {
                var future = pings.remove(pong.nonce());
                if (future != null) {
                    future.complete(List.of());
                    yield null;
                }
                yield message;
            }
            case NotFoundMessage missing -> {
                missing.getItems().forEach(item -> complete(peer, item.hash, Optional.empty()));
                yield null;
            }
            case InventoryMessage announced -> {
                if (announced.getItems().stream().anyMatch(PeerConnections::isBlock)) {
                    signs.release();
                }
                yield null;
            }
            default -> message;
        };
    }

    private void complete(Peer peer, Sha256Hash hash, Optional<byte[]> answer) {
        var future = blocks.get(new Asked(peer, BlockHash.ofDisplayBytes(hash.getBytes())));
        if (future != null) {
            future.complete(answer);
        }
    }

    private static boolean isBlock(InventoryItem item) {
        return item.type == InventoryItem.Type.BLOCK || item.type == InventoryItem.Type.WITNESS_BLOCK;
    }

    private void connected(Peer peer) {
        if (isDropped(address(peer))) {
            peer.close();
        }
        signs.release();
    }

    private void disconnected(Peer peer) {
        var gone = new IOException(peer.getAddress() + " is gone");
        var asked = headers.remove(peer);
        if (asked != null) {
            asked.completeExceptionally(gone);
        }
        for (var entry : new ArrayList<>(blocks.entrySet())) {
            if (entry.getKey().peer().equals(peer)) {
                entry.getValue().completeExceptionally(gone);
            }
        }
    }

    private static InetSocketAddress address(Peer peer) {
        return peer.getAddress().getSocketAddress();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            signs.release();
            group.stop();
        }
    }
}
