package org.holdfast.tracing.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.ChainId;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running tracing service on real servers. Officers are named like their roles. */
public final class TracingNode implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    public final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private TracingNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the service over a folder that outlives it. */
    public static TracingNode start(Database database, Path folder, List<ChainId> chains, String... more) {
        var arguments = new ArrayList<>(arguments(database, folder, chains));
        arguments.addAll(List.of(more));
        return new TracingNode(
                new SpringApplicationBuilder(TracingApplication.class).run(arguments.toArray(String[]::new)));
    }

    /** Starts the service on a broker of the test's own; it looks for chains by itself. */
    public static TracingNode startOn(String kafka, Database database, Path folder) {
        String[] arguments = arguments(database, folder, List.of()).stream()
                .map(argument ->
                        argument.startsWith("--holdfast.kafka.") ? "--holdfast.kafka.bootstrap=" + kafka : argument)
                .toArray(String[]::new);
        return new TracingNode(new SpringApplicationBuilder(TracingApplication.class).run(arguments));
    }

    /** What the service is started with; the file of who may ask is written. */
    static List<String> arguments(Database database, Path folder, List<ChainId> chains) {
        Path access = folder.resolve("access");
        var lines = new StringBuilder("# test\n");
        for (String role : List.of("investigator", "supervisor", "prosecutor", "auditor", "defence")) {
            lines.append(line(role, "officer", role));
        }
        lines.append(line("second", "officer", "investigator")).append(line("exchange-a", "vasp", "exchange"));
        try {
            Files.writeString(access, lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--holdfast.kafka.bootstrap=" + TestServers.kafka(),
                "--holdfast.access.file=" + access,
                "--holdfast.data=" + folder.resolve("index"),
                "--holdfast.chains="
                        + String.join(",", chains.stream().map(ChainId::text).toList()),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password());
    }

    private static String line(String name, String kind, String role) {
        return Digests.sha256("token-of-" + name) + " " + kind + " " + name + " " + role + "\n";
    }

    /** What was answered. */
    public record Answer(int status, HttpResponse<String> raw, JsonNode body) {
        /** Status and code of a problem, or the status alone. */
        public String code() {
            return (status + " " + body.path("code").asString("")).strip();
        }

        /** A text of the body by its path of names. */
        public String text(String... path) {
            JsonNode node = body;
            for (String name : path) {
                node = node.path(name);
            }
            return node.asString("");
        }
    }

    public Answer get(String officer, String path) {
        return send(request(officer, path).GET());
    }

    public Answer post(String officer, String path, String body, String... headers) {
        HttpRequest.Builder request = request(officer, path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Answer put(String officer, String path, String body) {
        return send(request(officer, path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The lines of a stream as they come, until the service ends it. */
    public Stream<String> lines(String officer, String path) {
        try {
            return http.send(request(officer, path).GET().build(), HttpResponse.BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String officer, String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(WAIT_MAX)
                .header("Authorization", "Bearer token-of-" + officer)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer,
                    answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the index of a chain has so many blocks and its highest run ends with that hash. */
    public void awaitTip(ChainId chain, String hash) {
        await(
                () -> {
                    JsonNode all = get("auditor", "/v1/chains").body();
                    return Stream.of("chains", "ledgers")
                            .flatMap(model -> all.path(model).valueStream())
                            .filter(one -> one.path("chain").asString("").equals(chain.text()))
                            .map(one -> one.path("segments"))
                            .anyMatch(segments -> segments.path(segments.size() - 1)
                                    .path("lastHash")
                                    .asString("")
                                    .equals(hash));
                },
                "block " + hash + " in the index of " + chain);
    }

    public static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
