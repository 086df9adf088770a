package org.holdfast.chain.evm.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.chain.evm.node.Web3jNode.AnswerTooLargeException;
import org.holdfast.chain.evm.node.Web3jNode.ThrottledException;
import org.holdfast.chain.spi.BackOff;
import org.holdfast.chain.spi.Retry;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.exceptions.ClientConnectionException;
import tools.jackson.databind.JsonNode;

/**
 * Sends calls to a node in batches. A provider that throttles gets no request for as long as it asks, a batch that is
 * too large is halved, a broken connection is retried. All of it is bounded.
 */
final class NodeCalls implements AutoCloseable {
    /** Attempts at one request; with the waits between them some two minutes. */
    static final int ATTEMPTS_MAX = 9;

    private static final Retry RETRY = new Retry(ATTEMPTS_MAX);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(30));
    /** The longest wait that a provider can impose with a Retry-After header. */
    static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(2);

    private static final int LIMIT_EXCEEDED = -32_005;
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int SERVER_ERRORS = 500;

    private final Web3jNode node;
    private final Semaphore parallel;
    private final AtomicInteger batchCalls;
    private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());

    NodeCalls(Web3jNode node, NodeSettings.Limits limits) {
        this.node = node;
        this.parallel = new Semaphore(limits.parallel());
        this.batchCalls = new AtomicInteger(limits.batchCalls());
    }

    record Call(String method, List<?> parameters) {
        Call {
            parameters = List.copyOf(parameters);
        }

        static Call of(String method, Object... parameters) {
            return new Call(method, List.of(parameters));
        }
    }

    /** What a node says to one call. */
    sealed interface Answer {
        /** A result; JSON's null where the node knows no such thing. */
        record Result(JsonNode value) implements Answer {}

        record Refused(int code, String message) implements Answer {}
    }

    /** The batch cannot be taken as large as it is. */
    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The answers in the order of the calls.
     *
     * @throws SourceUnavailableException where the node does not answer within all attempts
     */
    List<Answer> ask(List<Call> calls) {
        var answers = new ArrayList<Answer>(calls.size());
        while (answers.size() < calls.size()) {
            int from = answers.size();
            int size = Math.min(calls.size() - from, batchCalls.get());
            try {
                answers.addAll(patiently(calls.subList(from, from + size)));
            } catch (TooLargeException e) {
                batchCalls.accumulateAndGet(Math.max(1, size / 2), Math::min);
            }
        }
        return answers;
    }

    /** The one answer to one call. */
    Answer ask(Call call) {
        return ask(List.of(call)).getFirst();
    }

    /** Lets some time pass before anything is asked again. */
    void pause(Duration time) {
        quietFor(time);
    }

    private List<Answer> patiently(List<Call> calls) throws TooLargeException {
        try {
            return RETRY.call(
                    IOException.class, e -> !(e instanceof TooLargeException), () -> once(calls), this::quietAfter);
        } catch (TooLargeException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceUnavailableException("the node does not answer after " + ATTEMPTS_MAX + " attempts", e);
        }
    }

    private boolean quietAfter(int failures, IOException last) {
        Duration asked = last instanceof ThrottledException throttled ? throttled.retryAfter() : null;
        quietFor(asked == null ? BACK_OFF.after(failures) : asked);
        return true;
    }

    private List<Answer> once(List<Call> calls) throws IOException {
        var requests = new ArrayList<Request<?, ?>>(calls.size());
        for (Call call : calls) {
            requests.add(new Request<>(call.method, call.parameters, node, Response.class));
        }
        awaitQuiet();
        try {
            parallel.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("interrupted", e);
        }
        try {
            return answers(requests, node.post(requests));
        } catch (AnswerTooLargeException e) {
            if (calls.size() > 1) {
                throw new TooLargeException();
            }
            throw new SourceUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (ClientConnectionException e) {
            int status = e.getCode() == null ? 0 : e.getCode();
            if (status == PAYLOAD_TOO_LARGE && calls.size() > 1) {
                throw new TooLargeException();
            }
            if (status < SERVER_ERRORS) {
                throw new SourceUnavailableException("the node refuses to answer: " + e.getMessage(), e);
            }
            throw new IOException(e.getMessage(), e);
        } finally {
            parallel.release();
        }
    }

    private static List<Answer> answers(List<Request<?, ?>> requests, JsonNode json) throws IOException {
        if (requests.size() > 1 && json.isObject()) {
            // One error for the whole batch: whatever the node's words, it does not take that many calls at once.
            refuseThrottled(json.path("error"));
            throw new TooLargeException();
        }
        // The specification lets a node answer a batch in any order.
        Map<Long, JsonNode> byId = new HashMap<>();
        for (JsonNode answer : json.isArray() ? json : List.of(json)) {
            byId.put(answer.path("id").asLong(-1), answer);
        }
        var answers = new ArrayList<Answer>(requests.size());
        for (Request<?, ?> request : requests) {
            JsonNode answer = byId.get(request.getId());
            if (answer == null) {
                throw new IOException("the node does not answer every call of a batch");
            }
            JsonNode error = answer.get("error");
            if (error != null && !error.isNull()) {
                refuseThrottled(error);
                answers.add(new Answer.Refused(
                        error.path("code").asInt(0), error.path("message").asString("")));
            } else {
                answers.add(new Answer.Result(answer.path("result")));
            }
        }
        return answers;
    }

    private static void refuseThrottled(JsonNode error) throws ThrottledException {
        if (error.path("code").asInt(0) == LIMIT_EXCEEDED) {
            throw new ThrottledException(LIMIT_EXCEEDED, null);
        }
    }

    /** No call is sent before this time: a provider counts all requests of one client together. */
    private void quietFor(Duration time) {
        long nanos = min(time, RETRY_AFTER_MAX).toNanos();
        quietUntilNanos.accumulateAndGet(System.nanoTime() + nanos, (a, b) -> a - b > 0 ? a : b);
    }

    private void awaitQuiet() {
        for (long left = left(); left > 0; left = left()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new SourceUnavailableException("interrupted", new InterruptedException());
            }
        }
    }

    private long left() {
        return quietUntilNanos.get() - System.nanoTime();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void close() {
        node.close();
    }
}
