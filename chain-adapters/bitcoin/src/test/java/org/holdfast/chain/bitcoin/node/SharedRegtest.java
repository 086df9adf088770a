package org.holdfast.chain.bitcoin.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.chain.bitcoin.node.http.NodeCredentials;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.Assumptions;

/** One node per test JVM with 500 blocks and transactions of each script type; tests add to it and never empty it. */
final class SharedRegtest {
    static final int HEIGHT = 500;

    private SharedRegtest() {}

    /** The node, started and filled when first asked for; skips the test visibly where it cannot run. */
    static BitcoinRegtestNode node() {
        Assumptions.assumeTrue(BitcoinRegtestNode.canRun(), "SKIPPED: Node.js and npm are absent");
        return Holder.NODE;
    }

    static Path folder(String name) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NodeCredentials credentials(BitcoinRegtestNode node) {
        return new NodeCredentials.UserPassword(node.user(), node.password());
    }

    private static final class Holder {
        static final BitcoinRegtestNode NODE = start();

        private static BitcoinRegtestNode start() {
            var node = BitcoinRegtestNode.start(folder("regtest"));
            Runtime.getRuntime().addShutdownHook(new Thread(node::close));
            node.mineVaried(HEIGHT);
            return node;
        }
    }
}
