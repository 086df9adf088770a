package org.holdfast.chain.bitcoin.node.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.spi.BackOff;
import org.holdfast.chain.spi.Retry;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.node.NodeAddress;
import org.holdfast.chain.spi.node.NodeWords;
import org.holdfast.chain.spi.node.RetryAfter;

/**
 * HTTP to a node. A request to a node that is away, busy or warming up is repeated a bounded number of times, with
 * growing waits; one that asks for a longer rest gets no question meanwhile. A refusal of the caller is final at once.
 */
public final class NodeHttp implements AutoCloseable {
    /** Tries in all. With the waits between them a node may be away for about six seconds. */
    public static final int TRIES_MAX = 7;

    private static final Retry RETRY = new Retry(TRIES_MAX);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
    static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    static final Duration ANSWER_MAX = Duration.ofMinutes(1);

    /** The largest block takes 8 MB in hexadecimal; a batch of headers less. */
    static final long ANSWER_BYTES_MAX = 32L << 20;

    private static final int CAUSES_MAX = 5;
    private static final Set<Integer> REFUSED = Set.of(401, 403);
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    /** What came back: the status, and the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Answer(int status, byte[] body) {}

    private final NodeAddress address;
    private final NodeCredentials credentials;
    private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong failures = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder()
            // An offer of HTTP/2 makes some nodes drop the connection.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    NodeHttp(URI base, NodeCredentials credentials) {
        this.address = NodeAddress.of(base);
        this.credentials = credentials instanceof NodeCredentials.None
                        && address.authorization().isPresent()
                ? new NodeCredentials.OfAddress(address)
                : credentials;
    }

    String where() {
        return address.shown();
    }

    /** Tries that failed so far, for the caller to notice that the node may have been replaced meanwhile. */
    long failures() {
        return failures.get();
    }

    Answer get(String path) {
        return patiently(() -> send(request(address.below(path)).GET()));
    }

    /** A try that failed and may succeed later. */
    static final class NotNowException extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean soon;

        NotNowException(String message, Duration asked) {
            super(message + (asked.isZero() ? "" : ", and asks for " + asked.toSeconds() + " s of rest"));
            this.soon = asked.compareTo(BACK_OFF.max()) <= 0;
        }

        NotNowException(String message) {
            this(message, Duration.ZERO);
        }

        /** Whether the next try comes within one question. */
        boolean soon() {
            return soon;
        }
    }

    /** One try; throws {@link IOException} where another try may help. */
    interface Try<T> {
        T once() throws IOException, InterruptedException;
    }

    /** Repeats a try that fails with an {@link IOException}, within the bounds. */
    <T> T patiently(Try<T> attempt) {
        var tries = new AtomicInteger();
        try {
            return RETRY.call(
                    IOException.class,
                    e -> !(e instanceof NotNowException busy) || busy.soon(),
                    () -> {
                        tries.incrementAndGet();
                        return counted(attempt);
                    },
                    (failed, last) -> await(BACK_OFF.after(failed)));
        } catch (IOException e) {
            throw new SourceUnavailableException(
                    "%s does not answer after %d tries: %s".formatted(where(), tries.get(), reason(e)), e);
        }
    }

    private <T> T counted(Try<T> attempt) throws IOException {
        try {
            return attempt.once();
        } catch (IOException e) {
            failures.incrementAndGet();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("interrupted while asking " + where(), e);
        }
    }

    /** Posts JSON once. */
    Answer post(byte[] json) throws IOException, InterruptedException {
        return send(request(address.uri())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json)));
    }

    /** What came back, for messages. */
    String words(Answer answer) {
        return "HTTP " + answer.status() + " with " + hidden(NodeWords.of(answer.body()));
    }

    /** The node's words without the secrets of its address. */
    String hidden(String words) {
        return address.hidden(words);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        awaitQuiet();
        var limited = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX);
        HttpResponse<byte[]> response = http.send(request.build(), limited);
        var answer = new Answer(response.statusCode(), response.body());
        if (REFUSED.contains(answer.status())) {
            throw NodeFault.fault(
                    "bitcoin.node.wrong-credentials",
                    "the node refuses the caller",
                    where(),
                    "a user and password, or a cookie file, that the node knows and lets make these calls",
                    words(answer) + " for " + credentials,
                    "compare with rpcuser, rpcauth, rpcwhitelist and the cookie file of the node");
        }
        if (BUSY.contains(answer.status())) {
            Duration asked = RetryAfter.of(
                            response.headers().firstValue("retry-after"),
                            response.headers().firstValue("date"))
                    .orElse(Duration.ZERO);
            quietUntilNanos.accumulateAndGet(
                    System.nanoTime() + asked.toNanos(), (one, other) -> one - other > 0 ? one : other);
            throw new NotNowException(words(answer), asked);
        }
        return answer;
    }

    /** A node that asks to be left alone gets no question meanwhile, whichever thread asks. */
    private void awaitQuiet() throws IOException, InterruptedException {
        long left = quietUntilNanos.get() - System.nanoTime();
        if (left > 0 && closed.await(left, TimeUnit.NANOSECONDS)) {
            throw new IOException("closed");
        }
    }

    private HttpRequest.Builder request(URI uri) {
        var request = HttpRequest.newBuilder(uri).timeout(ANSWER_MAX);
        String authorization = credentials.authorization();
        return authorization.isEmpty() ? request : request.header("authorization", authorization);
    }

    /** Waits unless it is closed; false where it is. */
    private boolean await(Duration time) {
        try {
            return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The JDK gives some failures no message, only a cause. */
    private static String reason(IOException e) {
        Throwable told = e;
        for (int depth = 0; depth < CAUSES_MAX && told.getMessage() == null && told.getCause() != null; depth++) {
            told = told.getCause();
        }
        String message = told.getMessage();
        return message == null
                ? e.getClass().getSimpleName() + ": " + told.getClass().getSimpleName()
                : message;
    }

    @Override
    public void close() {
        closed.countDown();
        http.shutdownNow();
    }
}
