package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.chain.EvmAddresses;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.EvmTown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stolen token on an EVM chain, from the node that is followed to the exchange that holds it. The chain is first
 * followed while Holdfast runs.
 */
class AnvilScenario {
    private static final String CHAIN = Chains.evm(AnvilNode.CHAIN).text();
    private static final String CASE = "ANVIL-1";
    private static final String EXCHANGE = "0x" + "ec".repeat(20);
    private static final String TOKEN = "TetherLike";

    /** What {@link EvmTown#build} gives to each person, in units of the token. */
    private static final long OWN = 20_000_000;

    private static final long STOLEN = 5_000_000;
    private static final long DEPOSITED = 3_000_000;
    private static final int BLOCKS_TO_BE_FINAL = 4;
    private static final Duration WAIT_MAX = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aStolenTokenIsFollowedToAnExchangeAndHeld() throws Exception {
        var holdfast = new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
        try (var node = AnvilNode.start()) {
            var town = new EvmTown(node, 1);
            town.build();
            String theft = steal(node, town);

            run(holdfast, "start", "--robots");
            run(holdfast, "follow", "--chain", CHAIN, "--node", node.http().toString());
            awaitIndexed(holdfast, node);
            label(holdfast);

            String asset = CHAIN + "/erc20:" + town.contract(TOKEN);
            JsonNode trace = json(holdfast, thief(town), theft, asset);
            assertThat(trace.path("result").path("form").asString("")).startsWith("holdfast-ledger-trace");

            JsonNode hold = awaitHold(holdfast, "draft");
            String id = hold.path("holdId").asString("");
            assertThat(hold.path("vaspId").asString("")).isEqualTo("exchange-a");
            run(holdfast, "approve", id);
            awaitHold(holdfast, "held-full");

            JsonNode whole = read(run(holdfast, "holds", id, "--output", "json"));
            JsonNode line = whole.path("lines").get(0);
            assertThat(whole.path("lines").size()).isEqualTo(1);
            assertThat(line.path("address").asString("")).isEqualTo(EXCHANGE);
            assertThat(line.path("asset").asString("")).isEqualTo(asset);
            assertThat(line.path("asked").asString("")).isEqualTo(Long.toString(DEPOSITED));
            assertThat(line.path("outpoint").isNull()).isTrue();
            assertThat(whole.path("answers").get(0).path("held").asString("")).isEqualTo(Long.toString(DEPOSITED));
            assertThat(events(whole)).contains("HoldApproved", "HoldSent", "HoldAcknowledged", "HoldPlaced");

            assertThat(run(holdfast, "doctor")).contains("all is well", CHAIN + ": is indexed");
        } finally {
            holdfast.run("stop");
        }
    }

    /** The thief has nothing of the token, gets what is stolen, and pays a part of it to the exchange. */
    private static String steal(AnvilNode node, EvmTown town) {
        String victim = town.people().get(2);
        String thief = thief(town);
        pay(node, town, thief, town.people().get(4), OWN);
        String theft = pay(node, town, victim, thief, STOLEN);
        pay(node, town, thief, EXCHANGE, DEPOSITED);
        node.mine(BLOCKS_TO_BE_FINAL);
        return theft.substring(2);
    }

    private static String pay(AnvilNode node, EvmTown town, String from, String to, long amount) {
        String id = town.send(from, TOKEN, 0, town.data("transfer(address,uint256)", to, amount));
        assertThat(OwnProcess.await(
                        () -> node.call("eth_getTransactionReceipt", id).isObject(), WAIT_MAX))
                .isTrue();
        return id;
    }

    private static String thief(EvmTown town) {
        return town.people().get(3);
    }

    private static void label(Command holdfast) throws Exception {
        String spelled = EvmAddresses.withChecksum(Chains.named("anvil").address(EXCHANGE));
        var wrong = holdfast.run("label", spelled.replaceFirst("E", "e"), "exchange-a", "--chain", CHAIN);
        assertThat(wrong.exit()).isNotZero();
        assertThat(wrong.err()).contains("primitives.address.checksum");
        assertThat(run(holdfast, "label", spelled, "exchange-a", "--chain", CHAIN))
                .contains("\"added\":1");
    }

    private static JsonNode json(Command holdfast, String account, String theft, String asset) throws Exception {
        return read(run(
                holdfast,
                "trace",
                "--output",
                "json",
                "--chain",
                CHAIN,
                "--address",
                account,
                "--asset",
                asset,
                "--case",
                CASE,
                theft));
    }

    private static void awaitIndexed(Command holdfast, AnvilNode node) throws Exception {
        String tip = node.call("eth_getBlockByNumber", "latest", false)
                .path("hash")
                .asString()
                .substring(2);
        var chains = new ChainsClient(holdfast.data());
        assertThat(OwnProcess.await(() -> chains.endsWith(tip), WAIT_MAX))
                .as("block %s in %s", tip, chains.get())
                .isTrue();
    }

    private static JsonNode awaitHold(Command holdfast, String state) throws Exception {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        JsonNode holds =
                read(run(holdfast, "holds", "--case", CASE, "--output", "json")).path("holds");
        while (System.nanoTime() < end
                && (holds.isEmpty() || !holds.get(0).path("state").asString("").equals(state))) {
            holds = read(run(holdfast, "holds", "--case", CASE, "--output", "json"))
                    .path("holds");
        }
        assertThat(holds.size()).isEqualTo(1);
        assertThat(holds.get(0).path("state").asString("")).isEqualTo(state);
        return holds.get(0);
    }

    private static List<String> events(JsonNode hold) {
        var events = new ArrayList<String>();
        hold.path("history").forEach(step -> events.add(step.path("event").asString("")));
        return events;
    }

    private static String run(Command holdfast, String... arguments) throws Exception {
        var result = holdfast.run(arguments);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    private static JsonNode read(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
