package org.holdfast.freeze.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.holdfast.freeze.app.watch.ReferenceTime;
import org.holdfast.freeze.memo.MemoAggregate;
import org.holdfast.kit.digest.Digests;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running coordinator on real servers, with a clock that the test moves. */
public final class Node implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The one coordinator of all tests that neither stop it nor need an empty database; with the memo aggregate. */
    public static Node shared() {
        return Shared.NODE;
    }

    private static final class Shared {
        static final MovableClock CLOCK = MovableClock.running(Instant.parse("2026-03-02T09:00:00Z"));
        static final Node NODE = start();

        private static Node start() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target"), "node-");
                Node node = Node.start(
                        TestServers.database(),
                        TestServers.kafka(),
                        CLOCK,
                        CLOCK::instant,
                        folder,
                        List.of(MemoAggregate.class),
                        "--spring.flyway.locations=classpath:db/migration,classpath:db/memo");
                Runtime.getRuntime().addShutdownHook(new Thread(node::close));
                return node;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The clock of the shared coordinator. */
    public static MovableClock clock() {
        return Shared.CLOCK;
    }

    public static Node start(Database database, Clock clock, Path folder, String... more) throws IOException {
        return start(database, TestServers.kafka(), clock, clock::instant, folder, List.of(), more);
    }

    /** A coordinator that compares its clock with {@code reference}. */
    public static Node start(Database database, Clock clock, ReferenceTime reference, Path folder) throws IOException {
        return start(database, TestServers.kafka(), clock, reference, folder, List.of());
    }

    /** A coordinator that reads facts from a broker of its own. */
    public static Node startOn(String kafka, Database database, Clock clock, Path folder) throws IOException {
        return start(database, kafka, clock, clock::instant, folder, List.of());
    }

    private static Node start(
            Database database,
            String kafka,
            Clock clock,
            ReferenceTime reference,
            Path folder,
            List<Class<?>> features,
            String... more)
            throws IOException {
        Path access = folder.resolve("access");
        Files.writeString(
                access,
                "# test\n" + line("drafter", "officer", "investigator") + line("second", "officer", "supervisor")
                        + line("third", "officer", "supervisor") + line("reader", "officer", "auditor")
                        + line("exchange-a", "vasp", "exchange")
                        + line("exchange-b", "vasp", "exchange"));
        var arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--holdfast.kafka.bootstrap=" + kafka,
                "--holdfast.access.file=" + access,
                "--holdfast.vasps=exchange-a,exchange-b",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
        arguments.addAll(List.of(more));
        System.setProperty("axoniq.update-checker.disabled", "true");
        var sources = new ArrayList<Class<?>>(List.of(FreezeApplication.class));
        sources.addAll(features);
        return new Node(new SpringApplicationBuilder(sources.toArray(Class[]::new))
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean("clock", Clock.class, () -> clock);
                    // The clock of a test is months away from that of the database.
                    beans.registerBean("referenceTime", ReferenceTime.class, () -> reference);
                })
                .run(arguments.toArray(String[]::new)));
    }

    private static String line(String name, String kind, String role) {
        return Digests.sha256("token-of-" + name) + " " + kind + " " + name + " " + role + "\n";
    }

    /** An answer with its problem code, if it has one. */
    public record Answer(int status, JsonNode body) {
        /** Status and problem code, such as "404 freeze.hold.unknown". */
        public String code() {
            return status + " " + body.path("code").asString("");
        }
    }

    public Answer get(String caller, String path) {
        return send(request(caller, path).GET());
    }

    public Answer post(String caller, String path, String body) {
        return send(request(caller, path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer post(String caller, String path, String key, String body) {
        return send(
                request(caller, path).header("Idempotency-Key", key).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String caller, String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(WAIT_MAX)
                .header("Authorization", "Bearer token-of-" + caller)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The only hold of a case, once it is in that state. */
    public JsonNode awaitHold(String caseId, String state) {
        JsonNode[] found = new JsonNode[1];
        boolean there = await(() -> {
            JsonNode holds = get("reader", "/v1/holds?caseId=" + caseId).body().path("holds");
            found[0] = holds;
            return holds.size() == 1 && holds.get(0).path("state").asString("").equals(state);
        });
        if (!there) {
            throw new AssertionError("case " + caseId + " is not " + state + ": " + found[0]);
        }
        return found[0].get(0);
    }

    public static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return condition.getAsBoolean();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
