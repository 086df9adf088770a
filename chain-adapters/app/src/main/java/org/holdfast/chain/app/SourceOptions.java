package org.holdfast.chain.app;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileSource;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.node.BitcoinNode;
import org.holdfast.chain.bitcoin.node.NodeBlockSource;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.http.NodeCredentials;
import org.holdfast.chain.bitcoin.node.http.RestNode;
import org.holdfast.chain.bitcoin.node.peer.PeerNode;
import org.holdfast.chain.bitcoin.node.tip.TipSignal;
import org.holdfast.chain.bitcoin.node.tip.ZmqTipSignal;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.node.NodeAddress;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Where blocks come from. All users of a machine can read the arguments of its processes, so a launcher gives these in
 * a file ({@code @FILE}); the address of a node may have secrets.
 */
final class SourceOptions {
    private static final int PORT_MAX = 65_535;

    private static final Set<String> RPC =
            Set.of("--node", "--cookie", "--user", "--password-file", "--zmq", "--checkpoint");
    private static final Set<String> REST = Set.of("--node", "--zmq", "--checkpoint");
    private static final Set<String> P2P = Set.of("--peer", "--checkpoint");
    private static final Set<String> FILES = Set.of("--files", "--checkpoint");
    private static final Set<String> ACCOUNTS = Set.of("--node");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--source", description = "rpc, rest, p2p or files: where blocks come from (default: rpc).")
    private String kind = "rpc";

    @Option(names = "--node", paramLabel = "URL", description = "The node, such as http://127.0.0.1:8332.")
    private String node = "";

    @Option(
            names = "--cookie",
            paramLabel = "FILE",
            description = "The node's cookie file; it is read at each request.")
    private @Nullable Path cookie;

    @Option(names = "--user", description = "The node's user, together with --password-file.")
    private String user = "";

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file with the password, in one line.")
    private @Nullable Path passwordFile;

    @Option(names = "--zmq", paramLabel = "ADDRESS", description = "Where the node announces blocks: tcp://HOST:PORT.")
    private String zmq = "";

    @Option(names = "--peer", paramLabel = "HOST:PORT", description = "A peer, for p2p; may be given several times.")
    private List<String> peers = List.of();

    @Option(names = "--files", paramLabel = "PATH", description = "A block file or folder, for files; several times.")
    private List<Path> files = List.of();

    @Option(
            names = "--checkpoint",
            paramLabel = "HEIGHT:HASH",
            description = "A block that the chain must have; several times.")
    private List<String> known = List.of();

    @Mixin
    private EvmSourceOptions evm = new EvmSourceOptions();

    /** Opens the source; nothing is asked of it yet. */
    BlockSource open() {
        ChainProfile profile = Chains.named(chain);
        if (profile.hasAccounts()) {
            if (!kind.equals("rpc")) {
                throw unusable("--source", "rpc, the only one for " + profile.chain(), InputFault.quote(kind));
            }
            refuseOthers("chains of accounts", Stream.concat(ACCOUNTS.stream(), EvmSourceOptions.names()));
            return evm.open(profile, uri());
        }
        Set<String> supported = switch (kind) {
            case "rpc" -> RPC;
            case "rest" -> REST;
            case "p2p" -> P2P;
            case "files" -> FILES;
            default -> throw unusable("--source", "rpc, rest, p2p or files", InputFault.quote(kind));
        };
        refuseOthers("--source " + kind + " of a Bitcoin chain", supported.stream());
        BitcoinNetwork network = BitcoinNetwork.of(profile.chain());
        var checkpoints = Checkpoints.parse(known);
        if (kind.equals("files")) {
            if (files.isEmpty()) {
                throw unusable("--files", "block files or folders", "none");
            }
            return new BlockFileSource(network, checkpoints, files);
        }
        if (kind.equals("p2p")) {
            return new NodeBlockSource(network, checkpoints, new PeerNode(network, checkpoints, addresses()));
        }
        URI uri = uri();
        NodeCredentials credentials = credentials();
        TipSignal signal = zmq.isEmpty() ? TipSignal.polling(JsonRpcNode.POLL) : new ZmqTipSignal(announcer());
        BitcoinNode asked = kind.equals("rest")
                ? new RestNode(network, uri, signal)
                : new JsonRpcNode(network, uri, credentials, signal);
        return new NodeBlockSource(network, checkpoints, asked);
    }

    /** An option that does nothing for this source would be taken for one that works. */
    private void refuseOthers(String source, Stream<String> supported) {
        Set<String> works = supported.collect(Collectors.toSet());
        var ofSources = Stream.of(RPC.stream(), P2P.stream(), FILES.stream(), EvmSourceOptions.names())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        command.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> ofSources.contains(name) && !works.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputFaultException(new InputFault(
                            "chain.source.option-not-supported",
                            "an option does nothing for this source of blocks",
                            name,
                            "options of " + source + ": "
                                    + works.stream().sorted().collect(Collectors.joining(" ")),
                            name,
                            "leave it out"));
                });
    }

    private String announcer() {
        if (!zmq.matches("tcp://[^/:\\s]+:[0-9]{1,5}")) {
            throw unusable("--zmq", "tcp://HOST:PORT", InputFault.quote(zmq));
        }
        return zmq;
    }

    private List<InetSocketAddress> addresses() {
        if (peers.isEmpty()) {
            throw unusable("--peer", "the address of a peer", "none");
        }
        return peers.stream().map(SourceOptions::address).toList();
    }

    private static InetSocketAddress address(String peer) {
        int colon = peer.lastIndexOf(':');
        if (colon < 1 || !peer.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw unusable("--peer", "HOST:PORT", InputFault.quote(peer));
        }
        int port = Integer.parseInt(peer.substring(colon + 1));
        if (port < 1 || port > PORT_MAX) {
            throw unusable("--peer", "a port from 1 to " + PORT_MAX, InputFault.quote(peer));
        }
        return new InetSocketAddress(peer.substring(0, colon), port);
    }

    private URI uri() {
        NodeAddress address = NodeAddress.parse(node, "http", "https")
                .orElseThrow(() -> unusable(
                        "--node",
                        "an address such as http://127.0.0.1:8332",
                        InputFault.quote(NodeAddress.masked(node))));
        if (address.authorization().isPresent() && (cookie != null || !user.isEmpty())) {
            throw unusable("--node", "an address without a user, beside --cookie or --user", address.shown());
        }
        return URI.create(node.strip());
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
        return new NodeCredentials.PasswordFile(user, passwordFile);
    }

    /** Reads the address of a websocket; a refusal does not show its secrets. */
    static final class Websocket implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            if (NodeAddress.parse(text, "ws", "wss").isEmpty()) {
                throw new TypeConversionException(
                        "expected ws://HOST:PORT, got " + InputFault.quote(NodeAddress.masked(text)));
            }
            return URI.create(text.strip());
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
