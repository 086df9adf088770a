package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.NodeBlockSource;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.http.NodeCredentials;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Bitcoin nodes and the servers in front of them answer while they are in trouble: waited out, said, healed. */
class FollowTroubledNodeIT {
    private static final BitcoinNetwork REGTEST = BitcoinNetwork.REGTEST;
    private static final Duration SEEN_MAX = Duration.ofMinutes(1);
    private static final Duration RESTART = Duration.ofMinutes(10);

    /** An answer, and the words of it that a person reads. */
    private record Trouble(int status, String said, List<String> words) {
        Trouble(int status, String said, String... words) {
            this(status, said, List.of(words));
        }
    }

    private static final List<Trouble> TROUBLES = List.of(
            new Trouble(401, "", "bitcoin.node.wrong-credentials", "HTTP 401"),
            new Trouble(403, "not on the list", "bitcoin.node.wrong-credentials", "not on the list"),
            new Trouble(404, "<html><h1>Not here</h1></html>", "HTTP 404 with \"Not here\""),
            new Trouble(500, "<html><h1>Broken\u001b[31m</h1></html>", "HTTP 500 with \"Broken\\u001b[31m\""),
            new Trouble(200, "", "bitcoin.node.garbled-answer", "HTTP 200"),
            new Trouble(200, "\u001f\u008b\b\u0000", "bitcoin.node.garbled-answer", "\\u0000"),
            new Trouble(200, "{\"result\":\"00", "bitcoin.node.garbled-answer", "{\"result\":\"00"),
            new Trouble(200, "{\"error\":\"slow down\"}", "slow down"),
            new Trouble(200, "{\"error\":{\"code\":-32603,\"message\":\"no disk\"}}", "-32603 \"no disk\""),
            new Trouble(500, "{\"error\":{\"code\":-28,\"message\":\"Verifying blocks\"}}", "Verifying blocks"),
            new Trouble(429, "too many", "HTTP 429 with \"too many\""),
            new Trouble(503, "<b>Loading block index</b>", "HTTP 503 with \"Loading block index\""));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(REGTEST.chain());

    @TempDir
    Path folder;

    @Test
    void whateverIsAnsweredIsWaitedOutForTenMinutesSaidInTheNodesWordsAndHeals() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        var credentials = folder.resolve("password");
        try (var node = BitcoinRegtestNode.start(folder.resolve("node"));
                var proxy = new FaultyProxy(node.rpc())) {
            Files.writeString(credentials, node.password() + "\n");
            node.mine(5);
            try (var source = source(proxy, new NodeCredentials.PasswordFile(BitcoinRegtestNode.USER, credentials));
                    var run = FollowRun.start(source, new InMemoryBlockPublisher(topic), 10, clock)) {
                run.awaitTip(tip(node));
                for (Trouble trouble : TROUBLES) {
                    proxy.answer(trouble.status(), trouble.said().getBytes(StandardCharsets.ISO_8859_1));
                    node.mine(1);
                    awaitTrouble(run, trouble.words().toArray(String[]::new));
                    clock.advance(RESTART);
                    assertThat(run.status.health()).as(trouble.said()).isEqualTo(FollowStatus.Health.DEGRADED);
                    proxy.answerAgain();
                    awaitWell(run, node);
                }
                Files.delete(credentials);
                awaitTrouble(run, "bitcoin.node.password-unreadable", "no file");
                Files.writeString(credentials, node.password());
                node.mine(1);
                awaitWell(run, node);
            }
            assertThat(TopicFold.of(topic.records()).chain())
                    .extracting(ref -> ref.hash().toString())
                    .isEqualTo(node.activeChain());
        }
    }

    @Test
    void theCookieOfANodeThatRestartsIsWaitedFor() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        Path cookie = folder.resolve("cookie");
        try (var node = BitcoinRegtestNode.start(folder.resolve("node"));
                var proxy = new FaultyProxy(node.rpc())) {
            node.mine(3);
            try (var source = source(proxy, new NodeCredentials.CookieFile(cookie));
                    var run = FollowRun.start(source, new InMemoryBlockPublisher(topic), 10, clock)) {
                awaitTrouble(run, "bitcoin.node.cookie-unreadable", "no file");
                Files.writeString(cookie, "");
                awaitTrouble(run, "bitcoin.node.cookie-unreadable", "an empty file");
                Files.writeString(cookie, "user:of-another-start");
                awaitTrouble(run, "bitcoin.node.wrong-credentials");
                clock.advance(RESTART);
                assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
                assertThat(run.status.trouble()).doesNotContain("of-another-start");
                Files.writeString(cookie, BitcoinRegtestNode.USER + ":" + node.password());
                awaitWell(run, node);
            }
        }
    }

    private static void awaitTrouble(FollowRun run, String... words) {
        boolean said =
                OwnProcess.await(() -> List.of(words).stream().allMatch(run.status.trouble()::contains), SEEN_MAX);
        assertThat(said).as(() -> run.status.trouble()).isTrue();
    }

    private static void awaitWell(FollowRun run, BitcoinRegtestNode node) {
        run.awaitTip(tip(node));
        assertThat(OwnProcess.await(() -> run.status.health() == FollowStatus.Health.UP, SEEN_MAX))
                .isTrue();
        assertThat(OwnProcess.await(() -> run.status.trouble().isEmpty(), SEEN_MAX))
                .isTrue();
    }

    private static BlockSource source(FaultyProxy proxy, NodeCredentials credentials) {
        return new NodeBlockSource(REGTEST, new JsonRpcNode(REGTEST, proxy.uri(), credentials));
    }

    private static BlockRef tip(BitcoinRegtestNode node) {
        return new BlockRef(node.height(), BlockHash.parse(node.tip()));
    }
}
