package org.holdfast.chain.evm.node;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.holdfast.chain.spi.BackOff;
import org.holdfast.chain.spi.node.NodeAddress;
import org.holdfast.primitives.InputFault;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.websocket.WebSocketClient;
import org.web3j.protocol.websocket.WebSocketListener;

/**
 * A node's {@code newHeads} over a websocket. It only signals that a new tip exists; the tip itself is read over HTTP.
 * A lost socket is opened again with growing waits; until then the caller has to poll.
 */
final class NewHeads implements AutoCloseable {
    private static final BackOff RECONNECT = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(30));

    /** A socket that answers no ping for that long is lost, although neither side closed it. */
    private static final int SILENT_SECONDS_MAX = 20;

    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

    /** How long a first connection may take before its absence is worth a word. */
    private static final Duration FIRST_CONNECTION_MAX = Duration.ofSeconds(3);

    private final long openedNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final @Nullable NodeAddress node;
    private @Nullable Socket socket;
    private boolean rung;
    /** Why the last connection ended or was refused. */
    private String ended = "not connected yet";

    /** Connections since the last one on which the node accepted the subscription. */
    private int attempts;

    private long nextAttemptNanos = System.nanoTime();

    /** Tells of the node's heads; never, where the address is null. */
    NewHeads(@Nullable URI node) {
        this.node = node == null ? null : NodeAddress.of(node);
    }

    /** Opens the socket if it is not open and enough time has passed since the last attempt. Does not wait. */
    void connectIfDue() {
        lock.lock();
        try {
            boolean due = System.nanoTime() - nextAttemptNanos >= 0;
            if (node == null || socket != null || !due) {
                return;
            }
            attempts++;
            nextAttemptNanos = System.nanoTime() + RECONNECT.after(attempts).toNanos();
            socket = new Socket(node);
            socket.setConnectionLostTimeout(SILENT_SECONDS_MAX);
            socket.setListener(socket);
            socket.connect();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the node has promised on this socket to tell of new heads. */
    boolean isLive() {
        lock.lock();
        try {
            return socket != null && socket.subscribed;
        } finally {
            lock.unlock();
        }
    }

    /** Why the node does not tell of heads, in one sentence; empty where it does, or no address was given. */
    Optional<String> trouble() {
        lock.lock();
        try {
            boolean early = System.nanoTime() - openedNanos < FIRST_CONNECTION_MAX.toNanos();
            return node == null || early || isLive()
                    ? Optional.empty()
                    : Optional.of(
                            "no announcements of blocks from " + node + ": " + ended + "; the node is asked instead");
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a head, or for the socket to come or go, at most for the given time. */
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!rung && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            rung = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Socket open;
        lock.lock();
        try {
            open = socket;
            socket = null;
            nextAttemptNanos = System.nanoTime() + TimeUnit.DAYS.toNanos(1);
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
    }

    private void ring() {
        rung = true;
        changed.signalAll();
    }

    private final class Socket extends WebSocketClient implements WebSocketListener {
        private boolean subscribed;

        Socket(NodeAddress node) {
            super(
                    node.uri(),
                    node.authorization()
                            .map(basic -> Map.of("Authorization", basic))
                            .orElseGet(Map::of));
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            send(SUBSCRIBE);
        }

        @Override
        public void onMessage(String message) {
            lock.lock();
            try {
                // The answer to the subscription, or a head: after both the tip is worth a look.
                subscribed = !message.contains("\"error\"");
                ended = subscribed ? "the connection was lost" : "it answers " + InputFault.quote(message);
                attempts = subscribed ? 0 : attempts;
                ring();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onError(Exception e) {
            lock.lock();
            try {
                ended = String.valueOf(e.getMessage());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onClose() {
            lock.lock();
            try {
                if (socket == this) {
                    socket = null;
                    ring();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
