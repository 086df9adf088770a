package org.holdfast.chain.evm.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.holdfast.chain.spi.node.NodeAddress;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.http.HttpService;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * web3j's HTTP service, with three differences: answers are bounded in bytes, traces may be nested as deep as calls can
 * be, and a provider that asks for patience is heard.
 */
final class Web3jNode extends HttpService {
    /** A call is an object in an array, and 1,024 calls can be nested. */
    private static final int NESTING_MAX = 2 * 1_026 + 16;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final JsonMapper reader;
    private final OkHttpClient http;

    private Web3jNode(URI node, OkHttpClient http, JsonMapper reader) {
        super(node.toString(), http, false);
        this.http = http;
        this.reader = reader;
    }

    /** The node asks for patience. */
    static final class ThrottledException extends IOException {
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        ThrottledException(int status, @Nullable Duration retryAfter) {
            super("the node answers with status " + status);
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
        var http = new OkHttpClient.Builder()
                .callTimeout(limits.answerTime())
                .readTimeout(limits.answerTime())
                .addInterceptor(
                        chain -> bounded(chain.proceed(authorized(chain.request(), address)), limits.answerBytes()))
                .build();
        return new Web3jNode(
                address.uri(),
                http,
                JsonMapper.builder(JsonFactory.builder()
                                .streamReadConstraints(constraints)
                                .build())
                        .build());
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
     * @throws IOException where the node does not answer, or not with JSON
     */
    JsonNode post(List<Request<?, ?>> calls) throws IOException {
        String payload = objectMapper.writeValueAsString(calls.size() == 1 ? calls.getFirst() : calls);
        try (InputStream answer = performIO(payload)) {
            return reader.readTree(answer == null ? new ByteArrayInputStream(new byte[0]) : answer);
        } catch (JacksonException e) {
            throw new IOException("the node's answer is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** RFC 9110, section 10.2.3: seconds, or a date, which is read against the answer's own clock. */
    static @Nullable Duration retryAfter(@Nullable String value, @Nullable String date) {
        if (value == null) {
            return null;
        }
        try {
            if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            var form = DateTimeFormatter.RFC_1123_DATE_TIME;
            return date == null
                    ? null
                    : Duration.between(form.parse(date, Instant::from), form.parse(value, Instant::from));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    private static Response bounded(Response response, int bytesMax) throws IOException {
        if (response.code() == TOO_MANY_REQUESTS || response.code() == UNAVAILABLE) {
            Duration retryAfter = retryAfter(response.header("Retry-After"), response.header("Date"));
            response.close();
            throw new ThrottledException(response.code(), retryAfter);
        }
        ResponseBody body = response.body();
        if (body == null) {
            return response;
        }
        var read = new Buffer();
        try (body) {
            var source = body.source();
            while (source.read(read, bytesMax) >= 0) {
                if (read.size() > bytesMax) {
                    throw new AnswerTooLargeException(bytesMax);
                }
            }
        }
        return response.newBuilder()
                .body(ResponseBody.create(read, body.contentType(), read.size()))
                .build();
    }
}
