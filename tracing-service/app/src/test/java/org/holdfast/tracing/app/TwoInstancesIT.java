package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.fact.kafka.FactTopic;
import org.holdfast.tracing.app.fact.kafka.KafkaFactRelay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two whole services on one database and one broker, each with an index of its own. */
class TwoInstancesIT {
    private static final ChainId CHAIN = TestChains.number(91);
    private static final int TRACES = 8;

    @TempDir
    private Path folder;

    @Test
    void eachTraceRunsOnceAndEachFactIsSentOnce() throws IOException {
        Database database = TestServers.database();
        try (var one = TracingNode.start(database, Files.createDirectory(folder.resolve("one")), List.of(CHAIN));
                var two = TracingNode.start(database, Files.createDirectory(folder.resolve("two")), List.of(CHAIN))) {
            var topic = Theft.publish(CHAIN);
            topic.send(topic.block(
                    3,
                    "b3",
                    "b2",
                    transaction("m3", List.of(), "51@miner"),
                    transaction("cash", List.of("theft:0"), "50@" + Theft.DESK, "9@thief")));
            one.awaitTip(CHAIN, id("b3"));
            two.awaitTip(CHAIN, id("b3"));
            one.put("investigator", "/v1/labels", """
                    {"source":"two","labels":[{"chain":"%s","address":"%s","vaspId":"exchange-a",
                     "category":"exchange","confidencePerMille":900}]}""".formatted(CHAIN, Theft.DESK));
            var asked = new ArrayList<String>();
            for (int i = 0; i < TRACES; i++) {
                TracingNode node = i % 2 == 0 ? one : two;
                var answer = node.post(
                        i % 4 < 2 ? "investigator" : "second",
                        "/v1/traces?wait=0",
                        Theft.request(CHAIN, id("theft") + ":0", ",\"caseId\":\"TWO-" + i + "\""));
                assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
                asked.add(answer.text("traceId"));
            }
            for (String trace : asked) {
                TracingNode.await(
                        () -> two.get("auditor", "/v1/traces/" + trace)
                                .text("state")
                                .equals("finished"),
                        "the end of " + trace);
            }
            assertThat(one.bean(JdbcClient.class)
                            .sql("select attempts || ' ' || claim from trace_job")
                            .query(String.class)
                            .list())
                    .hasSize(TRACES)
                    .containsOnly("1 1");
            for (int i = 0; i < TRACES; i++) {
                FactTopic.await("TWO-" + i, 1);
            }
            TracingNode.await(
                    () -> one.bean(KafkaFactRelay.class).status().lag() == 0
                            && two.bean(KafkaFactRelay.class).status().lag() == 0,
                    "an empty outbox");
            for (int i = 0; i < TRACES; i++) {
                assertThat(FactTopic.sent("TWO-" + i))
                        .extracting(TracingFact::getFactId)
                        .hasSize(1);
            }
        }
    }
}
