package org.holdfast.chain.bitcoin.node.tip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMonitor;

/**
 * New blocks as Bitcoin Core announces them over ZMQ: messages of three parts, the topic ({@code hashblock} or
 * {@code rawblock}), the body, and a sequence number of four bytes, little endian, that counts up by one per topic. ZMQ
 * drops messages rather than wait; a step of more than one is such a loss. It is counted, and treated as a signal.
 * Where nothing comes at all, the tip is looked at now and then as without ZMQ.
 */
public final class ZmqTipSignal implements TipSignal {
    /** How long silence is believed. */
    public static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    private static final List<String> TOPICS = List.of("hashblock", "rawblock");
    private static final int PARTS = 3;
    private static final int SEQUENCE_BYTES = 4;
    /** Announcements kept by ZMQ; more are dropped, which the sequence numbers show. */
    private static final int QUEUE_MAX = 100;
    /** How often the receiving thread looks whether it is to end. */
    private static final Duration LOOK_UP = Duration.ofMillis(200);
    /**
     * How long a greeting may take before the connection is made anew. JeroMQ 0.6 now and then (1 to 6 of 100
     * connections, measured) leaves the other side's greeting unread; its own 30 s would be 30 s without announcements.
     */
    static final Duration GREETING_MAX = Duration.ofSeconds(1);

    /** How long a first connection may take before its absence is worth a word. */
    private static final Duration FIRST_CONNECTION_MAX = Duration.ofSeconds(3);

    private static final int LINE_EVENTS = zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL
            | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
            | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
            | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
            | zmq.ZMQ.ZMQ_EVENT_CONNECT_RETRIED
            | zmq.ZMQ.ZMQ_EVENT_CLOSED
            | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED;

    private final String address;
    private final long openedNanos = System.nanoTime();
    private final Duration silenceMax;
    private final ZContext context = new ZContext();
    private final Thread thread;
    private final Semaphore signs = new Semaphore(0);
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong garbled = new AtomicLong();
    private volatile boolean connected;
    private volatile boolean closed;

    /** Subscribes to an address such as {@code tcp://127.0.0.1:28332}; it need not be there yet. */
    public ZmqTipSignal(String address) {
        this(address, SILENCE_MAX);
    }

    /** The same, with another bound on the silence before a look without a sign. */
    public ZmqTipSignal(String address, Duration silenceMax) {
        this.address = address;
        this.silenceMax = silenceMax;
        this.thread = Thread.ofPlatform().daemon().name("zmq-tip-signal").unstarted(this::receive);
        thread.start();
    }

    /** Announcements that came. */
    public long received() {
        return received.get();
    }

    /** Announcements that did not come, as their sequence numbers tell. */
    public long lost() {
        return lost.get();
    }

    /** Messages that were no announcements. */
    public long garbled() {
        return garbled.get();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        Duration wait = atMost.compareTo(silenceMax) < 0 ? atMost : silenceMax;
        if (signs.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            signs.drainPermits();
        }
        return !closed;
    }

    @Override
    public Optional<String> trouble() {
        boolean early = System.nanoTime() - openedNanos < FIRST_CONNECTION_MAX.toNanos();
        return connected || early
                ? Optional.empty()
                : Optional.of("no publisher of announcements can be reached at " + address
                        + "; the node is asked every " + silenceMax.toSeconds() + " s instead");
    }

    private void receive() {
        try (ZMQ.Socket socket = context.createSocket(SocketType.SUB)) {
            socket.setRcvHWM(QUEUE_MAX);
            socket.setReceiveTimeOut((int) LOOK_UP.toMillis());
            socket.setHandshakeIvl((int) GREETING_MAX.toMillis());
            TOPICS.forEach(topic -> socket.subscribe(topic.getBytes(StandardCharsets.US_ASCII)));
            socket.setEventHook(
                    event -> connected = event.getEvent() == ZMonitor.Event.HANDSHAKE_PROTOCOL, LINE_EVENTS);
            socket.connect(address);
            var expected = new long[] {-1, -1};
            while (!closed) {
                byte[] topic = socket.recv();
                if (topic != null) {
                    take(new String(topic, StandardCharsets.US_ASCII), socket, expected);
                    signs.release();
                }
            }
        } catch (ZMQException ended) {
            // The context was closed under the socket: that is how close() ends a wait inside ZMQ.
            signs.release();
        }
    }

    private void take(String topic, ZMQ.Socket socket, long[] expected) {
        int parts = 1;
        byte @Nullable [] last = null;
        while (socket.hasReceiveMore()) {
            last = socket.recv();
            parts++;
        }
        int index = TOPICS.indexOf(topic);
        if (index < 0 || parts != PARTS || last == null || last.length != SEQUENCE_BYTES) {
            garbled.incrementAndGet();
            return;
        }
        long sequence = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFF_FFFFL;
        // A lower number is a node that was started again, and counts from 0.
        if (expected[index] >= 0 && sequence > expected[index]) {
            lost.addAndGet(sequence - expected[index]);
        }
        expected[index] = (sequence + 1) & 0xFFFF_FFFFL;
        received.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        signs.release();
        try {
            thread.join(10 * LOOK_UP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }
}
