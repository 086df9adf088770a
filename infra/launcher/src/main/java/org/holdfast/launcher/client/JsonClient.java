package org.holdfast.launcher.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.holdfast.api.Problem;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * Exchanges records of the contract with one service, as one person. Each method throws {@link InputFaultException}:
 * the fault of the problem that the service answers, or a fault of the launcher's own if there is no usable answer.
 *
 * <p>A service that is away may be awaited: a request that it has not heard is sent again when the service is ready. So
 * is one that changes nothing when it is repeated. Every other request is sent once.
 */
final class JsonClient {
    private static final int REFUSED = 300;
    private static final String EVENT_DATA = "data:";
    private static final String READINESS = "/actuator/health/readiness";
    private static final String DATABASE_AWAY = "service.database.unavailable";
    private static final Set<String> REPEATABLE = Set.of("GET", "PUT");
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);
    private static final Duration READINESS_MAX = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final String base;
    private final String token;
    private final Patience patience;

    /**
     * A client of one service.
     *
     * @param base address of the service, such as {@code http://127.0.0.1:8080}
     * @param token bearer token of the person who asks
     * @param patience while the service is away
     */
    JsonClient(String base, String token, Patience patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
    }

    <T> T get(String path, Class<T> type) {
        return send(request(path).GET().build(), type);
    }

    <T> T post(String path, Class<T> type) {
        return post(path, Map.of(), type);
    }

    <T> T post(String path, Object body, Class<T> type) {
        return send(request(path).POST(json(body)).build(), type);
    }

    /** The same without any wait for a service that is away. */
    <T> T postAtOnce(String path, Class<T> type) {
        HttpRequest request = request(path).POST(json(Map.of())).build();
        return read(request, accepted(request), type);
    }

    <T> T put(String path, Object body, Class<T> type) {
        return send(request(path).PUT(json(body)).build(), type);
    }

    /** The body of an answer as the service wrote it. */
    String text(String path) {
        return awaited(request(path).GET().build());
    }

    /** The health that a service reports. The status of the answer does not matter: bad health has a body too. */
    <T> T health(String path, Class<T> type) {
        HttpRequest request = request(path).GET().build();
        return read(
                request, exchange(request, HttpResponse.BodyHandlers.ofString()).body(), type);
    }

    /** Reads server-sent events until the service ends the stream. */
    <T> void events(String path, Class<T> type, Consumer<T> each) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream, application/problem+json")
                .build();
        var answer = exchange(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() >= REFUSED) {
                throw refusal(request, answer.statusCode(), String.join("\n", lines.toList()));
            }
            lines.filter(line -> line.startsWith(EVENT_DATA))
                    .forEach(line -> each.accept(read(request, line.substring(EVENT_DATA.length()), type)));
        } catch (UncheckedIOException e) {
            throw noAnswer(request, e);
        }
    }

    /** A path segment or query value, escaped. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofString(ContractJson.request(body));
    }

    private <T> T send(HttpRequest request, Class<T> type) {
        return read(request, awaited(request), type);
    }

    private String awaited(HttpRequest request) {
        try {
            return accepted(request);
        } catch (InputFaultException refused) {
            if (!mayBeRepeated(request, refused)) {
                throw refused;
            }
            return again(request, refused);
        }
    }

    private String again(HttpRequest request, InputFaultException first) {
        long begin = System.nanoTime();
        InputFaultException last = first;
        patience.pause(first, Duration.ZERO);
        while (true) {
            if (isReady()) {
                try {
                    return accepted(request);
                } catch (InputFaultException refused) {
                    if (!mayBeRepeated(request, refused)) {
                        throw refused;
                    }
                    last = refused;
                }
            }
            patience.pause(last, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static boolean isUnheard(@Nullable Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    private static boolean mayBeRepeated(HttpRequest request, InputFaultException refused) {
        Throwable cause = refused.getCause();
        boolean broken = cause instanceof IOException && !(cause instanceof HttpTimeoutException);
        boolean away = broken || refused.fault().code().equals(DATABASE_AWAY);
        return isUnheard(cause) || (away && REPEATABLE.contains(request.method()));
    }

    private boolean isReady() {
        try {
            HttpRequest request =
                    request(READINESS).timeout(READINESS_MAX).GET().build();
            String body =
                    exchange(request, HttpResponse.BodyHandlers.ofString()).body();
            return read(request, body, HealthResponse.class).up();
        } catch (InputFaultException away) {
            return false;
        }
    }

    private String accepted(HttpRequest request) {
        var answer = exchange(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= REFUSED) {
            throw refusal(request, answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private <B> HttpResponse<B> exchange(HttpRequest request, HttpResponse.BodyHandler<B> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw noAnswer(request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T read(HttpRequest request, String body, Class<T> type) {
        try {
            return ContractJson.read(body, type);
        } catch (DatabindException e) {
            throw new InputFaultException(
                    new InputFault(
                            "launcher.service.other-contract",
                            "the answer of a service does not fit the contract",
                            request.method() + " " + request.uri(),
                            type.getSimpleName() + " of this version",
                            InputFault.quote(e.getOriginalMessage()),
                            "stop the node, build the tree with ./holdfast and start the node again"),
                    e);
        } catch (JacksonException e) {
            throw noAnswer(request, e);
        }
    }

    private static InputFaultException noAnswer(HttpRequest request, Exception e) {
        boolean maybeDone = !REPEATABLE.contains(request.method()) && !isUnheard(e);
        return new InputFaultException(
                new InputFault(
                        "launcher.service.no-answer",
                        "a service did not answer",
                        request.uri().toString(),
                        "JSON",
                        e.getClass().getSimpleName()
                                + (maybeDone ? "; whether it did what was asked is not known" : ""),
                        "look at ./holdfast status and the logs in the data directory"),
                e);
    }

    private static InputFaultException refusal(HttpRequest request, int status, String body) {
        try {
            return new InputFaultException(
                    ContractJson.read(body, Problem.class).fault());
        } catch (JacksonException noProblem) {
            return new InputFaultException(
                    new InputFault(
                            "launcher.service.refused",
                            "a service refused the request without a reason",
                            request.method() + " " + request.uri().getPath(),
                            "a status below " + REFUSED,
                            status + " " + InputFault.quote(body),
                            "look at the logs in the data directory"),
                    noProblem);
        }
    }
}
