package org.holdfast.chain.evm.node;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.holdfast.chain.spi.node.NodeAddress;
import org.holdfast.chain.spi.node.RetryAfter;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.http.HttpService;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * web3j's HTTP service, with four differences: answers are bounded in bytes, traces may be nested as deep as calls can
 * be, a provider that asks for patience is heard, and what a node or a server before it says instead of an answer is
 * kept.
 */
final class Web3jNode extends HttpService {
    /** A call is an object in an array, and 1,024 calls can be nested. */
    private static final int NESTING_MAX = 2 * 1_026 + 16;

    /** As much of an answer is looked at for the node's words. */
    private static final int WORDS_BYTES = 16 << 10;

    /** Shorter parts of an address are no keys. */
    private static final int KEY_LENGTH_MIN = 16;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int UNAVAILABLE = 503;
    private static final Set<Integer> PATIENCE = Set.of(TOO_MANY_REQUESTS, UNAVAILABLE);

    private final JsonMapper reader;
    private final OkHttpClient http;
    private final int answerBytes;

    private Web3jNode(URI node, OkHttpClient http, JsonMapper reader, int answerBytes) {
        super(node.toString(), http, false);
        this.http = http;
        this.reader = reader;
        this.answerBytes = answerBytes;
    }

    /** The node answers with a status of HTTP that is no success, and words. */
    static class StatusException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        StatusException(int status, String words) {
            super("HTTP status " + status + ", " + words);
            this.status = status;
        }

        int status() {
            return status;
        }

        /** Whether the node refuses the question, and not the moment. */
        boolean refusesQuestion() {
            return status >= BAD_REQUEST && status < SERVER_ERRORS && status != TOO_MANY_REQUESTS;
        }
    }

    /** The node asks for patience, by a status of HTTP or by an error of its own. */
    static final class ThrottledException extends IOException {
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        ThrottledException(String words, @Nullable Duration retryAfter) {
            super("the node asks for patience: " + words);
            this.retryAfter = retryAfter;
        }

        /** How long the node asks to wait; null where it does not say. */
        @Nullable
        Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The answer has more bytes than the settings allow. */
    static final class AnswerTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        AnswerTooLargeException(int bytesMax) {
            super("the node's answer has more than " + bytesMax + " bytes");
        }
    }

    static Web3jNode at(NodeSettings settings) {
        NodeSettings.Limits limits = settings.limits();
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(NESTING_MAX)
                .maxStringLength(limits.answerBytes())
                .build();
        var address = NodeAddress.of(settings.http());
        // A node that traces for as long as it may still has time to say so.
        Duration answerTime = limits.answerTime().plus(settings.parts().traceTimeout());
        var http = new OkHttpClient.Builder()
                .callTimeout(answerTime)
                .readTimeout(answerTime)
                .addInterceptor(chain -> chain.proceed(authorized(chain.request(), address)))
                .build();
        return new Web3jNode(
                address.uri(),
                http,
                JsonMapper.builder(JsonFactory.builder()
                                .streamReadConstraints(constraints)
                                .build())
                        .build(),
                limits.answerBytes());
    }

    private static okhttp3.Request authorized(okhttp3.Request request, NodeAddress address) {
        return address.authorization()
                .map(basic ->
                        request.newBuilder().header("Authorization", basic).build())
                .orElse(request);
    }

    /**
     * Sends calls as one request, a batch where there are several.
     *
     * @return the answer as the node wrote it: an object, or a list of them in any order
     * @throws ThrottledException where the node asks for patience
     * @throws AnswerTooLargeException where the answer is larger than the settings allow
     * @throws StatusException where the node answers with another status than success
     * @throws IOException where the node does not answer, or not with JSON
     */
    JsonNode post(List<Request<?, ?>> calls) throws IOException {
        String payload = objectMapper.writeValueAsString(calls.size() == 1 ? calls.getFirst() : calls);
        var request = new okhttp3.Request.Builder()
                .url(getUrl())
                .post(RequestBody.create(payload, JSON_MEDIA_TYPE))
                .build();
        try (Response response = http.newCall(request).execute()) {
            byte[] body = bounded(response);
            int status = response.code();
            if (PATIENCE.contains(status)) {
                throw new ThrottledException(
                        "HTTP status " + status + ", " + words(body),
                        RetryAfter.of(
                                        Optional.ofNullable(response.header("Retry-After")),
                                        Optional.ofNullable(response.header("Date")))
                                .orElse(null));
            }
            // Some nodes send their own errors with a status of HTTP besides.
            boolean mayBeOwn = response.isSuccessful() || status == BAD_REQUEST || status >= SERVER_ERRORS;
            if (mayBeOwn && (response.isSuccessful() || isOwnError(body))) {
                return parse(body);
            }
            throw new StatusException(status, words(body));
        }
    }

    private JsonNode parse(byte[] body) throws IOException {
        if (text(body).isBlank()) {
            throw new IOException("the node's answer is empty");
        }
        try {
            return reader.readTree(body);
        } catch (JacksonException e) {
            String defect = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException(
                    "the node's answer is no whole JSON, it begins with " + quote(text(body)) + ": " + defect, e);
        }
    }

    private boolean isOwnError(byte[] body) {
        try {
            JsonNode json = reader.readTree(body);
            return json.path("error").isObject()
                    || (json.isArray() && json.path(0).has("jsonrpc"));
        } catch (JacksonException notJson) {
            return false;
        }
    }

    /** What a body says: the message of an error in JSON, otherwise its first line. */
    private String words(byte[] body) {
        try {
            JsonNode json = reader.readTree(body);
            JsonNode error = json.path("error");
            for (JsonNode said : List.of(error.path("message"), json.path("message"), error)) {
                if (said.isString()) {
                    return quote(said.stringValue());
                }
            }
        } catch (JacksonException notJson) {
            // Its first line says more than that it is not JSON.
        }
        return quote(text(body));
    }

    /** Words of the node for a message. Some providers repeat the key of the address in them: it is left out. */
    String quote(String said) {
        String words = said;
        for (String part : getUrl().split("[/?&=]", -1)) {
            if (part.length() >= KEY_LENGTH_MIN) {
                words = words.replace(part, "***");
            }
        }
        return Refusal.quote(words);
    }

    /** The beginning of a body, for a message. */
    private static String text(byte[] body) {
        return new String(body, 0, Math.min(body.length, WORDS_BYTES), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private byte[] bounded(Response response) throws IOException {
        var read = new Buffer();
        ResponseBody body = response.body();
        if (body == null) {
            return new byte[0];
        }
        var source = body.source();
        while (source.read(read, answerBytes) >= 0) {
            if (read.size() > answerBytes) {
                throw new AnswerTooLargeException(answerBytes);
            }
        }
        return read.readByteArray();
    }
}
