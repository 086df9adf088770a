package org.holdfast.chain.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.BitcoinNode;
import org.holdfast.chain.bitcoin.node.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.NodeBlockSource;
import org.holdfast.chain.bitcoin.node.NodeCredentials;
import org.holdfast.chain.bitcoin.node.RestNode;
import org.holdfast.chain.bitcoin.node.TipSignal;
import org.holdfast.chain.bitcoin.node.ZmqTipSignal;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where blocks come from. No secret is an argument: everybody on a machine can read the arguments of its processes. */
final class SourceOptions {
    @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--source", description = "rpc or rest: how the node is asked (default: rpc).")
    private String kind = "rpc";

    @Option(names = "--node", paramLabel = "URL", description = "The node, such as http://127.0.0.1:8332.")
    private String node = "";

    @Option(names = "--cookie", paramLabel = "FILE", description = "The node's cookie file; it is read at each request.")
    private @Nullable Path cookie;

    @Option(names = "--user", description = "The node's user, together with --password-file.")
    private String user = "";

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file with the password, in one line.")
    private @Nullable Path passwordFile;

    @Option(names = "--zmq", paramLabel = "ADDRESS", description = "Where the node announces blocks: tcp://HOST:PORT.")
    private String zmq = "";

    /** Opens the source; nothing is asked of it yet. */
    BlockSource open() {
        BitcoinNetwork network = BitcoinNetwork.named(chain);
        TipSignal signal = zmq.isEmpty() ? TipSignal.polling(JsonRpcNode.POLL) : new ZmqTipSignal(zmq);
        BitcoinNode asked =
                switch (kind) {
                    case "rpc" -> new JsonRpcNode(network, uri(), credentials(), signal);
                    case "rest" -> new RestNode(network, uri(), signal);
                    default -> throw unusable("--source", "rpc or rest", InputFault.quote(kind));
                };
        return new NodeBlockSource(network, asked);
    }

    private URI uri() {
        try {
            URI uri = URI.create(node);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below, together with what is an address and cannot be used.
        }
        throw unusable("--node", "an address such as http://127.0.0.1:8332", InputFault.quote(node));
    }

    private NodeCredentials credentials() {
        if (cookie != null) {
            return new NodeCredentials.CookieFile(cookie);
        }
        if (user.isEmpty()) {
            return new NodeCredentials.None();
        }
        if (passwordFile == null) {
            throw unusable("--password-file", "a file with the password of user " + user, "none");
        }
        try {
            return new NodeCredentials.UserPassword(user, Files.readString(passwordFile).strip());
        } catch (IOException e) {
            throw unusable("--password-file", "a file that can be read", passwordFile + " (" + e.getMessage() + ")");
        }
    }

    private static InputFaultException unusable(String option, String expected, String got) {
        return new InputFaultException(new InputFault(
                "chain.source.option-unusable",
                "a source of blocks is not described well enough to be opened",
                option,
                expected,
                got,
                "name the node as ./holdfast help follow says"));
    }
}
