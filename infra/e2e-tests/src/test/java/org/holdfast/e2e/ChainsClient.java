package org.holdfast.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** Asks the tracing service what it has indexed. */
final class ChainsClient {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    ChainsClient(Path data) {
        this.data = data;
    }

    /** The answer of {@code GET /v1/chains}. */
    String get() {
        try {
            var ports = new Properties();
            try (var in = Files.newBufferedReader(data.resolve("holdfast.ports"))) {
                ports.load(in);
            }
            String token = Files.readAllLines(data.resolve("access/tokens")).stream()
                    .filter(line -> line.startsWith("investigator-1 "))
                    .map(line -> line.split(" ", -1)[1])
                    .findFirst()
                    .orElseThrow();
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + ports.getProperty("tracing") + "/v1/chains"))
                    .timeout(ANSWER_MAX)
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
