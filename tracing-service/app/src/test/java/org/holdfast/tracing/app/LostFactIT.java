package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.fact.kafka.FactTopic;
import org.holdfast.tracing.app.index.BlockTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts whose transaction does not come back: it stays away, or another one takes its place. */
class LostFactIT {
    private static final ChainId ABSENCE = TestChains.number(96);
    private static final ChainId CONFLICT = TestChains.number(97);
    private static final Duration ABSENT_MAX = Duration.ofSeconds(2);
    private static final String SETTING = "--holdfast.facts.absent-max=" + ABSENT_MAX;

    @TempDir
    private Path folder;

    /** A fact about 50 at the exchange, in block 3. */
    private static TracingFact publish(TracingNode node, BlockTopic topic, ChainId chain, String caseId) {
        topic.send(topic.block(
                3,
                "b3",
                "b2",
                transaction("m3", List.of(), "51@miner"),
                transaction("cash", List.of("theft:0"), "50@" + Theft.DESK, "9@thief")));
        node.awaitTip(chain, id("b3"));
        node.put("investigator", "/v1/labels", """
                {"source":"%s","labels":[{"chain":"%s","address":"%s","vaspId":"exchange-a",
                 "category":"exchange","confidencePerMille":900}]}""".formatted(caseId, chain, Theft.DESK));
        trace(node, chain, caseId);
        return FactTopic.await(caseId, 1).getFirst();
    }

    private static void trace(TracingNode node, ChainId chain, String caseId) {
        String body = Theft.request(chain, id("theft") + ":0", ",\"caseId\":\"" + caseId + "\"");
        assertThat(node.post("investigator", "/v1/traces?wait=30", body).status())
                .isEqualTo(201);
    }

    @Test
    void aTransactionIsGoneWhenItsTimeIsOverAndTheChainWasReadUpToThen() {
        var database = TestServers.database();
        try (TracingNode node = TracingNode.start(database, folder, List.of(ABSENCE), SETTING)) {
            BlockTopic topic = Theft.publish(ABSENCE);
            publish(node, topic, ABSENCE, "ABSENT");
            topic.send(List.of(BlockTopic.retracted(3, "b3", "b2")));
            FactTopic.await("ABSENT", 2);
        }
        // As after days without a node: its old blocks come first, and one of them may hold the transaction.
        var topic = new BlockTopic(ABSENCE).at(Instant.now().minus(Duration.ofHours(5)));
        topic.send(topic.mined(3, "c3", "b2"));
        try (TracingNode node = TracingNode.start(database, folder, List.of(ABSENCE), SETTING)) {
            node.awaitTip(ABSENCE, id("c3"));
            LockSupport.parkNanos(ABSENT_MAX.plusSeconds(1).toNanos());
            var two = FactTopic.sent("ABSENT");
            assertThat(two).hasSize(2);
            topic.at(Instant.now());
            topic.send(topic.mined(4, "c4", "c3"));
            var withdrawn = FactTopic.await("ABSENT", 3).getLast().getFactWithdrawn();
            assertThat(withdrawn.getWithdrawnFactId()).isEqualTo(two.getFirst().getFactId());
            assertThat(withdrawn.getCause()).isEqualTo(WithdrawalCause.WITHDRAWAL_CAUSE_ABSENT);
            assertThat(withdrawn.getReason()).contains(id("cash"));
        }
    }

    @Test
    void aConflictWithdrawsAtOnceAndATraceOfTheOtherBranchMakesANewFact() {
        try (TracingNode node = TracingNode.start(TestServers.database(), folder, List.of(CONFLICT))) {
            BlockTopic topic = Theft.publish(CONFLICT);
            var fact = publish(node, topic, CONFLICT, "CONFLICT");
            topic.send(List.of(BlockTopic.retracted(3, "b3", "b2")));
            topic.send(topic.block(
                    3,
                    "d3",
                    "b2",
                    transaction("md3", List.of(), "51@miner"),
                    transaction("other", List.of("theft:0"), "49@" + Theft.DESK, "10@thief")));
            node.awaitTip(CONFLICT, id("d3"));
            var withdrawn = FactTopic.await("CONFLICT", 3).getLast().getFactWithdrawn();
            assertThat(withdrawn.getWithdrawnFactId()).isEqualTo(fact.getFactId());
            assertThat(withdrawn.getCause()).isEqualTo(WithdrawalCause.WITHDRAWAL_CAUSE_CONFLICT);
            assertThat(withdrawn.getTxidsList()).containsExactly(BlockTopic.bytes("cash"));
            assertThat(withdrawn.getReason()).contains(id("other"), id("d3"), id("theft") + ":0", id("cash"));
            trace(node, CONFLICT, "CONFLICT");
            assertThat(FactTopic.await("CONFLICT", 4)
                            .getLast()
                            .getValueReachedService()
                            .getTracedTotal())
                    .isEqualTo("49");
        }
    }
}
