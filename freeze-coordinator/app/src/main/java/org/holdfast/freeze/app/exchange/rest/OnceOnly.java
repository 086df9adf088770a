package org.holdfast.freeze.app.exchange.rest;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.holdfast.api.Problem;
import org.holdfast.freeze.app.aggregate.Transactions;
import org.holdfast.freeze.app.exchange.ExchangeAnswers;
import org.holdfast.kit.digest.Digests;
import org.holdfast.kit.rest.ProblemWriter;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a repeated message as it was answered the first time (draft-ietf-httpapi-idempotency-key-header): the key,
 * what the message changes and the answer are one transaction.
 */
@Component
class OnceOnly {
    private static final int KEY_LENGTH_MAX = 255;

    private final ExchangeAnswers answers;
    private final Transactions transactions;
    private final JsonMapper json;
    private final ProblemWriter problems;

    OnceOnly(ExchangeAnswers answers, Transactions transactions, JsonMapper json, ProblemWriter problems) {
        this.answers = answers;
        this.transactions = transactions;
        this.json = json;
        this.problems = problems;
    }

    private record Answer(int status, String body) {}

    /**
     * The answer to one message.
     *
     * @param what the message is, part of what must not differ between repeats
     * @param work gets the message's id, which follows from the key, and gives the body of the answer
     */
    ResponseEntity<String> answer(
            VaspId vasp, @Nullable String key, String what, byte[] body, Function<MessageId, Object> work) {
        String used = checked(key);
        String digest = Digests.sha256(what + "\n" + Digests.sha256(body));
        Answer answer = transactions.run(() -> {
            var given = answers.claim(vasp, used, digest);
            if (given.isPresent()) {
                if (!given.get().requestDigest().equals(digest)) {
                    throw reused(used);
                }
                return new Answer(given.get().status(), given.get().body());
            }
            Answer fresh = fresh(() -> work.apply(messageId(vasp, used)));
            answers.keep(vasp, used, fresh.status(), fresh.body());
            return fresh;
        });
        return ResponseEntity.status(answer.status())
                .contentType(answer.status() < 300 ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON)
                .body(answer.body());
    }

    /** A refusal is an answer too, and stays the answer to its key; what was written before it is undone. */
    private Answer fresh(java.util.function.Supplier<Object> work) {
        try {
            return new Answer(200, json.writeValueAsString(transactions.undoing(work)));
        } catch (InputFaultException e) {
            Problem problem = problems.problem(e.fault());
            return new Answer(problem.status(), json.writeValueAsString(problem));
        }
    }

    private static MessageId messageId(VaspId vasp, String key) {
        return new MessageId("msg-" + Digests.id(vasp.text() + "\n" + key));
    }

    private static String checked(@Nullable String key) {
        String given = key == null ? "" : key;
        boolean fine = !given.isBlank()
                && given.length() <= KEY_LENGTH_MAX
                && StandardCharsets.US_ASCII.newEncoder().canEncode(given);
        if (!fine) {
            throw Requests.fault(
                    "Idempotency-Key header",
                    "1 to " + KEY_LENGTH_MAX + " ASCII characters, new for each message",
                    given);
        }
        return given;
    }

    private static InputFaultException reused(String key) {
        return new InputFaultException(new InputFault(
                "freeze.idempotency.key-reused",
                "the key was used for another message",
                "Idempotency-Key header",
                "a new key for each message, the same only for a repeat",
                InputFault.quote(key),
                "send the message with a new key"));
    }
}
