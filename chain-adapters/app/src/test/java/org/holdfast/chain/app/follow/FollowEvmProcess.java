package org.holdfast.chain.app.follow;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.holdfast.chain.app.config.SystemClock;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.spi.follow.Finality;

/** The adapter as a process of its own, to be killed: arguments are chain id, node, broker and contracts file. */
final class FollowEvmProcess {
    private FollowEvmProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        long chain = Long.parseLong(arguments[0]);
        try (var source = EvmAdapter.source(chain, URI.create(arguments[1]), null, Path.of(arguments[3]));
                var publisher = KafkaBlockPublisher.open(arguments[2], source.chain(), (short) 1)) {
            var status = new FollowStatus(source.chain(), SystemClock.utc(), FollowBounds.DEFAULT.silence());
            System.out.println("following");
            new ChainFollowing(
                            source,
                            publisher,
                            new Finality.ByDepth(100),
                            OptionalLong.empty(),
                            FollowBounds.DEFAULT,
                            status)
                    .run();
        }
    }
}
