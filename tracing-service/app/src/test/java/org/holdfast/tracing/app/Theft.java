package org.holdfast.tracing.app;

import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.app.index.BlockTopic;

/** The small chain of the tests, and questions about it. */
final class Theft {
    /** An address of exchange-a. */
    static final String DESK = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    private Theft() {}

    /** A theft of 60, of which 50 reach exchange-a, 9 stay, 1 is fee. */
    static BlockTopic publish(ChainId chain) {
        var topic = new BlockTopic(chain);
        topic.send(
                topic.block(1, "b1", "", transaction("mined", List.of(), "100@victim")),
                topic.block(
                        2,
                        "b2",
                        "b1",
                        transaction("m2", List.of(), "50@miner"),
                        transaction("theft", List.of("mined:0"), "60@thief", "40@victim")));
        return topic;
    }

    static String request(ChainId chain, String seed, String more) {
        return "{\"chain\":\"%s\",\"seeds\":[\"%s\"],\"policies\":[\"fifo\",\"poison\"]%s}"
                .formatted(chain, seed, more);
    }
}
