package org.holdfast.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks JSON with one service as one person; a problem that the service answers becomes an {@link InputFault}. */
final class RestClient {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final String base;
    private final String token;

    RestClient(String base, String token) {
        this.base = base;
        this.token = token;
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, JsonNode body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    JsonNode put(String path, JsonNode body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
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
            if (answer.statusCode() >= 300) {
                throw new InputFaultException(fault(built, answer.statusCode(), body));
            }
            return body;
        } catch (IOException | JacksonException e) {
            throw new InputFaultException(
                    new InputFault(
                            "launcher.service.no-answer",
                            "a service did not answer",
                            built.uri().toString(),
                            "JSON",
                            e.getClass().getSimpleName(),
                            "look at ./holdfast status and the logs in the data directory"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static InputFault fault(HttpRequest request, int status, JsonNode body) {
        if (body.hasNonNull("code")) {
            return new InputFault(
                    body.path("code").asString(""),
                    body.path("title").asString(""),
                    body.path("where").asString(""),
                    body.path("expected").asString(""),
                    body.path("got").asString(""),
                    body.path("remedy").asString(""));
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
