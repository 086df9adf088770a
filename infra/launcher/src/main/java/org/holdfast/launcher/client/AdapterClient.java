package org.holdfast.launcher.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.api.health.FollowHealthResponse;
import tools.jackson.core.JacksonException;

/** Asks the adapter of a followed chain for its health. */
public final class AdapterClient {
    private static final Duration ASK_MAX = Duration.ofSeconds(2);

    private AdapterClient() {}

    /** The health that the adapter at a loopback port reports; empty without a usable answer within two seconds. */
    public static Optional<FollowHealthResponse> health(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                .timeout(ASK_MAX)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(ASK_MAX).build()) {
            // Degraded health has the status 503 and the same body.
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Optional.of(ContractJson.read(body, FollowHealthResponse.class));
        } catch (IOException | JacksonException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
