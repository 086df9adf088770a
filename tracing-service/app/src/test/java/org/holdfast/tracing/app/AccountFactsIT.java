package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.chain.EvmAddresses;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.records.tracing.v1.ReachedAccount;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.fact.kafka.FactTopic;
import org.holdfast.tracing.app.index.AccountTopic;
import org.holdfast.tracing.app.index.BlockTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain of accounts whose topic appears while the service runs, up to a fact of a case about a token. */
class AccountFactsIT {
    private static final ChainId CHAIN = Chains.evm(31_341);
    private static final String TOKEN = "eip155:1/erc20:0x1111111111111111111111111111111111111111";
    private static final String EXCHANGE = "0x" + "cc".repeat(20);

    @TempDir
    private static Path folder;

    @Test
    void aTopicThatAppearsIsIndexedAndATokenAtAnExchangeIsAFact() throws Exception {
        try (var node = TracingNode.start(TestServers.database(), folder, List.of())) {
            assertThat(blocks(node)).isEqualTo(-1);
            publish();
            TracingNode.await(() -> blocks(node) == 2, "two blocks of a chain that was found");
            label(node);
            String body = """
                {"chain":"%s","caseId":"ACCOUNTS","policies":["fifo"],
                 "deposits":[{"address":"0x%s","asset":"%s","txId":"%s"}]}\
                """.formatted(CHAIN, "BB".repeat(20), TOKEN, id("t0"));
            var trace = node.post("investigator", "/v1/traces?wait=30", body);
            assertThat(trace.status()).as(trace.body().toString()).isEqualTo(201);

            var fact = FactTopic.await("ACCOUNTS", 1).getFirst().getValueReachedService();
            assertThat(fact.getAsset()).isEqualTo(TOKEN);
            assertThat(fact.getVaspId()).isEqualTo("exchange-a");
            assertThat(fact.getPolicy()).isEqualTo("fifo");
            assertThat(fact.getTracedTotal()).isEqualTo("50");
            assertThat(fact.getOutputsList()).isEmpty();
            assertThat(fact.getAccountsList())
                    .extracting(ReachedAccount::getAddress, ReachedAccount::getTraced)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(EXCHANGE, "50"));

            var other = node.post("investigator", "/v1/traces?wait=30", body.replace("fifo", "pro-rata"));
            assertThat(other.code()).isEqualTo("409 tracing.policy.locked");
            theFactFollowsItsTransactionThroughReorgs();
            node.awaitTip(CHAIN, id("g2"));
            assertThat(node.post("investigator", "/v1/traces?wait=30", body).status())
                    .isEqualTo(201);
            aTransactionThatFailsOnTheOtherBranchIsNoReturn();
        }
    }

    private static void theFactFollowsItsTransactionThroughReorgs() {
        String fact = FactTopic.await("ACCOUNTS", 1).getFirst().getFactId();
        var topic = new BlockTopic(CHAIN);
        topic.send(List.of(BlockTopic.retracted(2, "e2", "e1")), paying("f2", 50));
        var three = FactTopic.await("ACCOUNTS", 3);
        assertThat(three.get(1).getFactSuspended().getTxidsList()).containsExactly(BlockTopic.bytes("t1"));
        assertThat(three.get(2).getFactRestored().getRestoredFactId()).isEqualTo(fact);
        assertThat(three.get(2).getFactRestored().getTransactions(0).getBlockHash())
                .isEqualTo(BlockTopic.bytes("f2"));

        topic.send(List.of(BlockTopic.retracted(2, "f2", "e1")), paying("g2", 49));
        var withdrawn = FactTopic.await("ACCOUNTS", 5).getLast().getFactWithdrawn();
        assertThat(withdrawn.getWithdrawnFactId()).isEqualTo(fact);
        assertThat(withdrawn.getCause()).isEqualTo(WithdrawalCause.WITHDRAWAL_CAUSE_CHANGED);
        assertThat(withdrawn.getReason()).contains(id("t1"), id("g2"), "[49]", "[50]");
    }

    private static void aTransactionThatFailsOnTheOtherBranchIsNoReturn() {
        var again = FactTopic.await("ACCOUNTS", 6).getLast();
        assertThat(again.getValueReachedService().getTracedTotal()).isEqualTo("49");
        new BlockTopic(CHAIN)
                .send(
                        List.of(BlockTopic.retracted(2, "g2", "e1")),
                        new AccountTopic(2, "h2", "e1", 2)
                                .transaction(0)
                                .movement(2, "aa", "bb", 60, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                                .transaction(1)
                                .movement(1, "bb", "", 1, MovementKind.MOVEMENT_KIND_BASE_FEE)
                                .records());
        var withdrawn = FactTopic.await("ACCOUNTS", 8).getLast().getFactWithdrawn();
        assertThat(withdrawn.getWithdrawnFactId()).isEqualTo(again.getFactId());
        assertThat(withdrawn.getCause()).isEqualTo(WithdrawalCause.WITHDRAWAL_CAUSE_CHANGED);
        assertThat(withdrawn.getReason()).contains("pays " + EXCHANGE + " " + TOKEN + " []");
    }

    /** A second block in which the thief pays so much to the exchange. */
    private static List<ChainRecord> paying(String block, long amount) {
        return new AccountTopic(2, block, "e1", 2)
                .transaction(0)
                .movement(2, "aa", "bb", 60, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                .transaction(1)
                .movement(2, "bb", "cc", amount, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                .records();
    }

    private static long blocks(TracingNode node) {
        for (var ledger : node.get("auditor", "/v1/chains").body().path("ledgers")) {
            if (ledger.path("chain").asString("").equals(CHAIN.text())) {
                return ledger.path("blocks").asLong(0);
            }
        }
        return -1;
    }

    /** As an adapter does: it makes the topic, then sends blocks. */
    private static void publish() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(Topics.chainBlocks(CHAIN), 1, (short) 1)))
                    .all()
                    .get();
        }
        new BlockTopic(CHAIN)
                .send(
                        new AccountTopic(1, "e1", "", 1)
                                .transaction(0)
                                .movement(2, "", "aa", 100, MovementKind.MOVEMENT_KIND_ISSUE)
                                .records(),
                        paying("e2", 50));
    }

    /** In the spelling with a checksum; a wrong letter and an address of another chain are refused and named. */
    private static void label(TracingNode node) {
        String exchange = EvmAddresses.withChecksum(Chains.address(CHAIN, EXCHANGE));
        String entry = "{\"chain\":\"%s\",\"address\":\"%s\",\"vaspId\":\"exchange-a\",\"category\":\"exchange\","
                + "\"confidencePerMille\":900}";
        String wrong = exchange.replaceFirst("C", "c");
        String list = String.join(
                ",",
                entry.formatted(CHAIN, exchange),
                entry.formatted(CHAIN, wrong),
                entry.formatted(ChainId.BITCOIN_MAINNET, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"));
        var put = node.put("investigator", "/v1/labels", "{\"source\":\"list\",\"labels\":[%s]}".formatted(list));
        assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
        assertThat(put.body().path("added").asInt(0)).isEqualTo(1);
        assertThat(put.body().path("refused").size()).isEqualTo(2);
        assertThat(put.body().path("refused").get(0).path("code").asString(""))
                .isEqualTo("primitives.address.checksum");
        assertThat(put.body().path("refused").get(1).path("code").asString(""))
                .isEqualTo("primitives.address.wrong-network");
        var alone = "{\"source\":\"list\",\"labels\":[%s]}".formatted(entry.formatted(CHAIN, wrong));
        assertThat(node.put("investigator", "/v1/labels", alone).code()).isEqualTo("400 primitives.address.checksum");
        assertThat(node.get("auditor", "/v1/labels?chain=" + CHAIN + "&address=" + exchange)
                        .body()
                        .path("labels")
                        .size())
                .isEqualTo(1);
    }
}
