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
import org.holdfast.chain.evm.node.Web3jNode.StatusException;
import org.holdfast.chain.evm.node.Web3jNode.ThrottledException;
import org.holdfast.chain.spi.BackOff;
import org.holdfast.chain.spi.Retry;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.node.RetryAfter;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import tools.jackson.databind.JsonNode;

/**
 * Sends calls to a node in batches. A provider that throttles gets no request for as long as it asks, a batch that is
 * refused is halved, a broken connection is retried. All of it is bounded; what follows is for the caller to wait out,
 * with the node's own words.
 */
final class NodeCalls implements AutoCloseable {
    /** Attempts at one request. */
    static final int ATTEMPTS_MAX = 9;

    private static final Retry RETRY = new Retry(ATTEMPTS_MAX);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(30));
    private final Web3jNode node;
    private final Semaphore parallel;
    private final Duration persistence;
    private final AtomicInteger batchCalls;
    private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());

    NodeCalls(Web3jNode node, NodeSettings.Limits limits) {
        this.node = node;
        this.parallel = new Semaphore(limits.parallel());
        this.persistence = limits.persistence();
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

        /**
         * No result.
         *
         * @param meaning what follows from it
         * @param code of JSON-RPC; 0 if the node states none
         * @param words the node's own, quoted
         */
        record Refused(Refusal meaning, int code, String words) implements Answer {
            /** The code and the words. */
            String said() {
                return code == 0 ? words : code + " " + words;
            }
        }
    }

    /** The batch is not taken as it is: it is too large, or one of its calls is refused for all of them. */
    private static final class BatchRefusedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The question was refused in a way that may pass. */
    private static final class MayPassException extends Exception {
        private static final long serialVersionUID = 1L;

        MayPassException(String message) {
            super(message);
        }
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
            answers.addAll(inParts(calls.subList(from, from + size)));
        }
        return answers;
    }

    /** The one answer to one call. */
    Answer ask(Call call) {
        return ask(List.of(call)).getFirst();
    }

    /**
     * The result of a call that every node knows; it is asked again while an error may pass.
     *
     * @param what the question, for a message
     * @throws SourceUnavailableException with the node's words, where it gives no result within all attempts
     * @throws InputFaultException if the node does not keep the state or history any more
     */
    JsonNode result(Call call, String what) {
        long begin = System.nanoTime();
        try {
            return RETRY.call(
                    MayPassException.class,
                    e -> true,
                    () -> switch (ask(call)) {
                        case Answer.Result result -> result.value();
                        case Answer.Refused refused
                        when refused.meaning().mayPass() -> throw new MayPassException(refused.said());
                        case Answer.Refused refused -> throw failed(refused, what);
                    },
                    (failures, last) -> quietBefore(begin, BACK_OFF.after(failures)));
        } catch (MayPassException e) {
            throw unavailable(what, String.valueOf(e.getMessage()));
        }
    }

    /** What was refused, as the exception that lets the caller wait. */
    static RuntimeException failed(Answer.Refused refused, String what) {
        return refused.meaning() == Refusal.GIVEN_UP
                ? new InputFaultException(new InputFault(
                        "evm.node.refused",
                        "a node has given up what is asked for",
                        what,
                        "an answer",
                        refused.said(),
                        "name a node that keeps old blocks and their state"))
                : unavailable(what, refused.said());
    }

    private static SourceUnavailableException unavailable(String what, String words) {
        String message = "the node gives no " + what + ": " + words;
        return new SourceUnavailableException(message, new IllegalStateException(words));
    }

    /** Lets some time pass before anything is asked again. */
    void pause(Duration time) {
        quietFor(time);
    }

    private List<Answer> inParts(List<Call> calls) {
        try {
            return patiently(calls);
        } catch (BatchRefusedException e) {
            int half = calls.size() / 2;
            var answers = new ArrayList<>(inParts(calls.subList(0, half)));
            answers.addAll(inParts(calls.subList(half, calls.size())));
            if (answers.stream().noneMatch(Answer.Refused.class::isInstance)) {
                // What was refused is the batch, and none of its calls.
                batchCalls.accumulateAndGet(half, Math::min);
            }
            return answers;
        }
    }

    private List<Answer> patiently(List<Call> calls) throws BatchRefusedException {
        long begin = System.nanoTime();
        try {
            return RETRY.call(
                    IOException.class,
                    e -> !(e instanceof BatchRefusedException),
                    () -> once(calls),
                    (failures, last) -> quietBefore(begin, waitAfter(failures, last)));
        } catch (BatchRefusedException e) {
            throw e;
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new SourceUnavailableException("the node gives no usable answer: " + why, e);
        }
    }

    /** A node can ask for more patience than is usual, not for less. */
    private static Duration waitAfter(int failures, IOException last) {
        Duration usual = BACK_OFF.after(failures);
        Duration asked = last instanceof ThrottledException throttled ? throttled.retryAfter() : null;
        return asked == null || asked.compareTo(usual) < 0 ? usual : asked;
    }

    private boolean quietBefore(long beginNanos, Duration wait) {
        quietFor(wait);
        return System.nanoTime() - beginNanos + wait.toNanos() <= persistence.toNanos();
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
                throw new BatchRefusedException();
            }
            throw new SourceUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (StatusException e) {
            if (!e.refusesQuestion()) {
                throw e;
            }
            if (calls.size() > 1) {
                throw new BatchRefusedException();
            }
            return List.of(new Answer.Refused(Refusal.NOT_THIS_WAY, 0, String.valueOf(e.getMessage())));
        } finally {
            parallel.release();
        }
    }

    private List<Answer> answers(List<Request<?, ?>> requests, JsonNode json) throws IOException {
        if (requests.size() > 1 && json.isObject()) {
            // One error for the whole batch: whatever the node's words, it does not take these calls at once.
            refusedUnlessThrottled(json.path("error"));
            throw new BatchRefusedException();
        }
        if (requests.size() == 1 && json.path("error").isObject()) {
            // A server before the node may not know the number of the question.
            return List.of(refusedUnlessThrottled(json.path("error")));
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
                throw new IOException("the node does not answer every call, it says " + node.quote(json.toString()));
            }
            JsonNode error = answer.get("error");
            answers.add(
                    error == null || error.isNull()
                            ? new Answer.Result(answer.path("result"))
                            : refusedUnlessThrottled(error));
        }
        return answers;
    }

    private Answer.Refused refusedUnlessThrottled(JsonNode error) throws ThrottledException {
        // Some nodes say in "data" what is wrong and in "message" only that something is.
        String message = error.path("message").asString("");
        String detail =
                error.path("data").isString() ? " (" + error.path("data").asString() + ")" : "";
        String words = error.isString() ? error.stringValue() : message + detail;
        int code = error.path("code").asInt(0);
        var refused = new Answer.Refused(Refusal.of(code, words), code, node.quote(words));
        if (refused.meaning() == Refusal.THROTTLED) {
            throw new ThrottledException(refused.said(), null);
        }
        return refused;
    }

    /** No call is sent before this time: a provider counts all requests of one client together. */
    private void quietFor(Duration time) {
        long nanos = min(time, RetryAfter.MAX).toNanos();
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
