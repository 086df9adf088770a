package org.holdfast.robot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The exchange's side of the interface over HTTP. */
final class Inbox {
    private static final int WAIT_SECONDS = 20;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(40);
    private static final String PATH = "/exchange/v1/hold-requests";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final JsonMapper json;
    private final String base;
    private final String token;

    Inbox(JsonMapper json, String base, String token) {
        this.json = json;
        this.base = base;
        this.token = token;
    }

    /** The next page after a cursor; waits for one. */
    JsonNode next(String cursor) throws IOException, InterruptedException {
        return send(
                request(PATH + "?cursor=" + cursor + "&wait=" + WAIT_SECONDS).GET());
    }

    /** Sends a message; the key makes a repeat harmless. */
    JsonNode post(String holdId, String what, String key, String body) throws IOException, InterruptedException {
        return send(request(PATH + "/" + holdId + "/" + what)
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() >= 500) {
                throw new IOException("status " + answer.statusCode());
            }
            if (answer.statusCode() >= 300) {
                throw new RefusedException(
                        answer.statusCode(), body.path("code").asString(answer.body()));
            }
            return body;
        } catch (JacksonException e) {
            throw new IOException("no JSON, status " + answer.statusCode(), e);
        }
    }

    /** The coordinator refused a message. Sending it again would change nothing. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(int status, String code) {
            super(status + " " + code);
        }
    }
}
