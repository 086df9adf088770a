package org.holdfast.launcher.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks JSON with one service as one person; a problem that the service answers becomes an {@link InputFault}. */
public final class RestClient {
    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REFUSED = 300;
    private static final String EVENT_DATA = "data:";
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final String base;
    private final String token;

    public RestClient(String base, String token) {
        this.base = base;
        this.token = token;
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** The body of an answer as it stands. */
    public String text(String path) {
        HttpRequest built = request(path).GET().build();
        try {
            var answer = client.send(built, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= REFUSED) {
                throw new InputFaultException(fault(built, answer.statusCode(), JSON.readTree(answer.body())));
            }
            return answer.body();
        } catch (IOException | JacksonException e) {
            throw noAnswer(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public JsonNode post(String path, JsonNode body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public JsonNode put(String path, JsonNode body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** The body of an answer whatever its status: health has one when it is bad too. */
    public JsonNode health(String path) {
        try {
            var answer = client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException | JacksonException e) {
            throw noAnswer(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Reads server-sent events until the service ends them, and hands on what each holds. */
    public void events(String path, Consumer<JsonNode> each) {
        HttpRequest built = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream, application/problem+json")
                .build();
        try (var lines = client.send(built, HttpResponse.BodyHandlers.ofLines()).body()) {
            lines.filter(line -> line.startsWith(EVENT_DATA))
                    .map(line -> JSON.readTree(line.substring(EVENT_DATA.length())))
                    .forEach(each);
        } catch (IOException | UncheckedIOException | JacksonException e) {
            throw noAnswer(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private InputFaultException noAnswer(String path, Exception e) {
        return new InputFaultException(
                new InputFault(
                        "launcher.service.no-answer",
                        "a service did not answer",
                        base + path,
                        "JSON",
                        e.getClass().getSimpleName(),
                        "look at ./holdfast status and the logs in the data directory"),
                e);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            var answer = client.send(built, HttpResponse.BodyHandlers.ofString());
            JsonNode body = answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= REFUSED) {
                throw new InputFaultException(fault(built, answer.statusCode(), body));
            }
            return body;
        } catch (IOException | JacksonException e) {
            throw noAnswer(built.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The fault that a problem tells of. */
    public static InputFault fault(JsonNode problem) {
        return new InputFault(
                problem.path("code").asString(""),
                problem.path("title").asString(""),
                problem.path("where").asString(""),
                problem.path("expected").asString(""),
                problem.path("got").asString(""),
                problem.path("remedy").asString(""));
    }

    private static InputFault fault(HttpRequest request, int status, JsonNode body) {
        if (body.hasNonNull("code")) {
            return fault(body);
        }
        return new InputFault(
                "launcher.service.refused",
                "a service refused the request",
                request.method() + " " + request.uri().getPath(),
                "a status below 300",
                status + " " + InputFault.quote(body.toString()),
                "look at the logs in the data directory");
    }
}
