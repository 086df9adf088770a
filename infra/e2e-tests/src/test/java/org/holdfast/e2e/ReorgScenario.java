package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hold that an exchange has placed stays through an ordinary reorg, whose new branch holds the same deposit. After a
 * conflict it stays too, until a person decides.
 */
class ReorgScenario {
    private static final String CHAIN = ChainId.BITCOIN_REGTEST.text();
    private static final String CASE = "REORG-1";
    private static final String EXCHANGE = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private static final String SCRIPT = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
    private static final long DEPOSITED = 1_000_000_000;
    private static final int BLOCKS = 120;
    private static final Duration WAIT_MAX = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aHoldStaysWithItsDepositAndAConflictWaitsForAPerson() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        try (var node = BitcoinRegtestNode.start(folder.resolve("bitcoin"))) {
            node.mine(BLOCKS);
            String stolen = node.call("getblock", node.hashAt(1), true)
                    .path("tx")
                    .get(0)
                    .asString();
            String deposit = node.send(SCRIPT, DEPOSITED);
            String raw = node.call("getrawtransaction", deposit).asString();
            node.mine(1);
            follow(node);
            awaitIndexed(node);
            run("label", EXCHANGE, "exchange-a", "--chain", CHAIN);
            run("trace", "--chain", CHAIN, "--case", CASE, stolen + ":0");
            String id = awaitState("draft").path("holdId").asString("");
            run("approve", id);
            awaitState("held-full");

            node.fork(1, 2);
            awaitEvent(id, "HoldFactSuspended");
            // This node forgets a spend of a block reward in a reorg; its sender sends it again.
            node.call("sendrawtransaction", raw);
            node.mine(1);
            awaitEvent(id, "HoldFactRestored");
            awaitIndexed(node);
            assertThat(events(id)).doesNotContain("HoldFactLost", "HoldReleaseRequested");

            node.fork(1, 2, deposit);
            awaitEvent(id, "HoldFactLost");
            awaitIndexed(node);
            assertThat(events(id)).doesNotContain("HoldReleaseRequested", "HoldReleased");
            awaitState("held-full");
            assertThat(run("holds", id)).contains("conflict", deposit);
        } finally {
            holdfast().run("stop");
        }
    }

    private void follow(BitcoinRegtestNode node) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), node.password());
        run("start", "--robots");
        run(
                "follow",
                "--chain",
                "regtest",
                "--node",
                node.rpc().toString(),
                "--user",
                node.user(),
                "--password-file",
                password.toString());
    }

    private void awaitIndexed(BitcoinRegtestNode node) {
        String tip = node.tip();
        var chains = new ChainsClient(folder.resolve("node"));
        assertThat(OwnProcess.await(() -> chains.endsWith(tip), WAIT_MAX))
                .as("block %s in %s", tip, chains.get())
                .isTrue();
    }

    private JsonNode awaitState(String state) throws Exception {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        JsonNode holds;
        do {
            holds = read(run("holds", "--case", CASE, "--output", "json")).path("holds");
        } while (System.nanoTime() < end
                && !holds.path(0).path("state").asString("").equals(state));
        assertThat(holds.size()).isEqualTo(1);
        assertThat(holds.get(0).path("state").asString("")).isEqualTo(state);
        return holds.get(0);
    }

    private void awaitEvent(String id, String event) throws Exception {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        List<String> events = events(id);
        while (System.nanoTime() < end && !events.contains(event)) {
            events = events(id);
        }
        assertThat(events).contains(event);
    }

    private List<String> events(String id) throws Exception {
        var events = new ArrayList<String>();
        read(run("holds", id, "--output", "json"))
                .path("history")
                .forEach(step -> events.add(step.path("event").asString("")));
        return events;
    }

    private String run(String... arguments) throws Exception {
        var result = holdfast().run(arguments);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    private Command holdfast() throws Exception {
        return new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
    }

    private static JsonNode read(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
