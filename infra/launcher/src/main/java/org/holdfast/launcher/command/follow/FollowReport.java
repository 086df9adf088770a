package org.holdfast.launcher.command.follow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an adapter says of itself. */
public record FollowReport(FollowedChain chain, Optional<JsonNode> health) {
    private static final Duration ASK_MAX = Duration.ofSeconds(2);

    /** Of every chain that this node follows. */
    public static List<FollowReport> all(NodeLayout layout) {
        var reports = new ArrayList<FollowReport>();
        FollowedChain.remembered(layout).forEach(chain -> reports.add(of(chain)));
        return reports;
    }

    public static FollowReport of(FollowedChain chain) {
        return new FollowReport(chain, chain.port().flatMap(FollowReport::ask));
    }

    /** Degraded health comes with status 503 and is an answer like another. */
    private static Optional<JsonNode> ask(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                .timeout(ASK_MAX)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(ASK_MAX).build()) {
            return Optional.of(RestClient.JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body()));
        } catch (IOException | JacksonException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public boolean up() {
        return health.isPresent() && health.get().path("status").asString("").equals("UP");
    }

    /** One line for a person. */
    public String line() {
        if (health.isEmpty()) {
            return chain.name() + ": the adapter does not run or answer; its log ends with: " + chain.lastWords();
        }
        JsonNode body = health.get();
        String trouble = body.path("trouble").asString("");
        int assumptions = body.path("assumptions").size();
        return "%s: %s, height %d, final %d, %d blocks and %d s behind, %d retracted, %s%s%s"
                .formatted(
                        chain.name(),
                        body.path("status").asString("?"),
                        body.path("height").asLong(-1),
                        body.path("finalHeight").asLong(-1),
                        body.path("lagBlocks").asLong(0),
                        body.path("lagSeconds").asLong(0),
                        body.path("retractions").asLong(0),
                        body.path("state").asString("?"),
                        assumptions == 0 ? "" : "; " + assumptions + " assumptions, see its log",
                        trouble.isEmpty() ? "" : "; " + trouble);
    }
}
