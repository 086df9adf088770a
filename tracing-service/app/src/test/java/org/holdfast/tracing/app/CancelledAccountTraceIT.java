package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.index.AccountTopic;
import org.holdfast.tracing.app.index.BlockTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace over so many movements that it runs while its officer changes her mind. */
class CancelledAccountTraceIT {
    private static final ChainId ETHER = new ChainId("eip155:31340");
    private static final int BLOCKS = 100;
    private static final int MOVEMENTS = 2_000;

    @TempDir
    Path folder;

    @Test
    void aTraceOfAccountsThatRunsIsCancelledAndLeavesTheServiceFree() {
        try (var node = TracingNode.start(TestServers.database(), folder, List.of(ETHER))) {
            publish(node);
            String body = """
                    {"chain":"%s",
                     "deposits":[{"address":"0x%s","asset":"eip155:1/slip44:60","txId":"%s","height":1}],
                     "policies":["fifo","lifo","pro-rata","highest-out","poison"]}
                    """.formatted(ETHER, "AA".repeat(20), BlockTopic.id("t0"));
            String path = "/v1/traces/"
                    + node.post("investigator", "/v1/traces?wait=0", body).text("traceId");
            TracingNode.await(
                    () -> node.get("auditor", path)
                                    .body()
                                    .path("progress")
                                    .path("transactions")
                                    .asLong(0)
                            > 0,
                    "a trace on its way");
            assertThat(node.post("investigator", path + "/cancellation", "").status())
                    .isEqualTo(200);
            TracingNode.await(() -> !node.get("auditor", path).text("state").equals("running"), "the end of the trace");
            assertThat(node.get("auditor", path).text("state")).isEqualTo("cancelled");
            assertThat(node.get("auditor", path).body().path("result").isNull()).isTrue();
            String small = body.replace("}],", "}],\"limits\":{\"movements\":10},");
            assertThat(node.post("investigator", "/v1/traces?wait=30", small).text("state"))
                    .isEqualTo("finished");
        }
    }

    /** One reward, and then two accounts that pay each other one unit, back and forth. */
    private static void publish(TracingNode node) {
        var topic = new BlockTopic(ETHER);
        for (int height = 1; height <= BLOCKS; height++) {
            var block = new AccountTopic(height, "e" + height, height == 1 ? "" : "e" + (height - 1), 1).transaction(0);
            if (height == 1) {
                block.movement(1, "", "aa", MOVEMENTS, MovementKind.MOVEMENT_KIND_BLOCK_REWARD);
            }
            for (int i = 0; i < MOVEMENTS; i++) {
                boolean there = i % 2 == 0;
                block.movement(1, there ? "aa" : "bb", there ? "bb" : "aa", 1, MovementKind.MOVEMENT_KIND_NATIVE_VALUE);
            }
            topic.send(block.records());
        }
        TracingNode.await(
                () -> node.get("auditor", "/v1/chains")
                                .body()
                                .path("ledgers")
                                .path(0)
                                .path("blocks")
                                .asLong(0)
                        == BLOCKS,
                "all blocks of accounts");
    }
}
