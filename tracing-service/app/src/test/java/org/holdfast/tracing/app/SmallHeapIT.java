package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service in a heap of 160 MB. Whatever is asked of it, alone or two at once, is answered or refused with a code; a
 * service that runs out of memory ends, and the test with it.
 */
class SmallHeapIT {
    private static final ChainId CHAIN = TestChains.number(41);
    private static final int TRANSACTIONS = 40;
    private static final int OUTPUTS = 5_000;
    /** Of two traces at once, in outputs: (160 MB - 96 MB) / 1 KB / 2. */
    private static final int WITHIN_BUDGET = 6;

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private static TxId id(int number) {
        return new TxId(new Hash256(41, 0, 0, number));
    }

    /** Transactions in a row, each of which leaves thousands of outputs behind. */
    private void index() {
        var transactions = new ArrayList<BlockContent.Transaction>();
        long left = 1_000_000;
        transactions.add(new BlockContent.Transaction(
                id(0), true, List.of(), List.of(new BlockContent.Output(left, "start", false))));
        for (int n = 1; n <= TRANSACTIONS; n++) {
            left -= OUTPUTS - 1;
            int number = n;
            var outputs = Stream.concat(
                            Stream.of(new BlockContent.Output(left, "on", false)),
                            IntStream.range(1, OUTPUTS)
                                    .mapToObj(o -> new BlockContent.Output(1, address(number, o), false)))
                    .toList();
            transactions.add(new BlockContent.Transaction(id(n), false, List.of(new Outpoint(id(n - 1), 0)), outputs));
        }
        try (var store = MappedGraphStore.open(folder.resolve("index").resolve(CHAIN.namePart()), CHAIN)) {
            store.append(
                    new BlockContent(
                            new BlockRef(7, new BlockHash(new Hash256(41, 1, 1, 7))),
                            new BlockHash(new Hash256(41, 1, 1, 6)),
                            true,
                            0,
                            transactions),
                    0);
        }
    }

    /** One of them is the target of a question. */
    private static String address(int transaction, int output) {
        return transaction == 9 && output == 7 ? Theft.DESK : "a" + transaction + "-" + output;
    }

    @Test
    void everyQuestionIsAnsweredOrRefusedWithinTheHeap() throws Exception {
        index();
        Process service = start();
        try {
            TracingNode.await(() -> port().isPresent(), "the service");
            int port = port().orElseThrow();
            var asked = new ArrayList<CompletableFuture<String>>();
            for (int n = 0; n < 3; n++) {
                for (String officer : List.of("investigator", "second")) {
                    asked.add(ask(port, officer, "traces", trace("\"fifo\"", WITHIN_BUDGET)));
                    asked.add(ask(port, officer, "traces", trace("\"fifo\",\"pro-rata\",\"poison\"", TRANSACTIONS)));
                }
            }
            asked.add(ask(port, "investigator", "bounds", seeds().replace("}", ",\"destinations\":[\"on\"]}")));
            asked.add(ask(port, "investigator", "paths", seeds().replace("}", ",\"target\":\"" + Theft.DESK + "\"}")));
            assertThat(asked.stream().map(CompletableFuture::join))
                    .allMatch(answer -> answer.startsWith("201") || answer.equals("400 tracing.trace.too-large"))
                    .anyMatch(answer -> answer.equals("201 service-was-large-enough"))
                    .anyMatch(answer -> answer.equals("400 tracing.trace.too-large"));
            assertThat(service.isAlive()).isTrue();
        } finally {
            service.destroyForcibly();
            service.waitFor();
        }
    }

    private static String seeds() {
        return "{\"chain\":\"%s\",\"seeds\":[\"%s:0\"]}".formatted(CHAIN, id(0));
    }

    private static String trace(String policies, int transactions) {
        return seeds().replace(
                        "}", ",\"policies\":[%s],\"limits\":{\"transactions\":%d}}".formatted(policies, transactions));
    }

    private CompletableFuture<String> ask(int port, String officer, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/" + path + "?wait=30"))
                .header("Authorization", "Bearer token-of-" + officer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(answer -> {
            String code = TracingNode.JSON.readTree(answer.body()).path("code").asString("service-was-large-enough");
            return answer.statusCode() + " " + code;
        });
    }

    private Process start() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TracingApplication.class.getName()));
        command.addAll(TracingNode.arguments(TestServers.database(), folder, List.of(CHAIN)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }

    /** The port that the service says it listens at. */
    private OptionalInt port() {
        try {
            Matcher port = PORT.matcher(Files.readString(folder.resolve("service.log")));
            return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
