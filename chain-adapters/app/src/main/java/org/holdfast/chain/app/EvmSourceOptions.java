package org.holdfast.chain.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.chain.evm.network.NetworkFile;
import org.holdfast.chain.evm.node.EvmBlockRecords;
import org.holdfast.chain.evm.node.EvmRpcBlockSource;
import org.holdfast.chain.evm.node.NodeSettings;
import org.holdfast.chain.evm.node.NodeSettings.Finality;
import org.holdfast.chain.evm.node.NodeSettings.InternalTransfers;
import org.holdfast.chain.evm.node.NodeSettings.Parts;
import org.holdfast.chain.evm.node.NodeSettings.Receipts;
import org.holdfast.chain.evm.node.NodeSettings.Traces;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options of a node of an EVM chain, apart from its address. */
public final class EvmSourceOptions {
    private static final String AUTO = "auto";
    private static final Duration TRACE_TIMEOUT_MAX = Duration.ofMinutes(30);

    @Option(
            names = "--websocket",
            paramLabel = "URL",
            converter = SourceOptions.Websocket.class,
            description = "EVM: where the node tells of blocks, ws://...")
    private @Nullable URI websocket;

    @Option(
            names = "--no-internal-transfers",
            description =
                    "EVM: accept a node that cannot trace; every record says that internal transfers are missing.")
    private boolean noInternalTransfers;

    @Option(
            names = "--receipts",
            paramLabel = "WAY",
            description = "EVM: how receipts are asked for: auto, block-hash, block-number or single (default: auto,"
                    + " whatever the node can).")
    private String receipts = AUTO;

    @Option(
            names = "--traces",
            paramLabel = "WAY",
            description = "EVM: how the calls inside transactions are asked for: auto, debug-hash, debug-number,"
                    + " debug-transaction or parity (default: auto, whatever the node can).")
    private String traces = AUTO;

    @Option(
            names = "--trace-timeout",
            paramLabel = "DURATION",
            description = "EVM: how long the node may trace one transaction (default: PT1M).")
    private Duration traceTimeout = Parts.USUAL.traceTimeout();

    @Option(names = "--contracts", paramLabel = "FILE", description = "EVM: whose contracts are whose, as JSON.")
    private @Nullable Path contracts;

    @Option(names = "--final-word", description = "EVM: FINALIZED or SAFE, what counts as final (default: FINALIZED).")
    private Finality finality = Finality.FINALIZED;

    /** The names of these options. */
    static Stream<String> names() {
        return CommandSpec.forAnnotatedObject(new EvmSourceOptions()).options().stream()
                .map(OptionSpec::longestName);
    }

    /** Makes the source. The first request asks the node for its chain id and its abilities. */
    public BlockSource open(ChainProfile chain, URI node) {
        var settings = new NodeSettings(chain.chain(), node, websocket, parts(), finality, NodeSettings.Limits.USUAL);
        return EvmRpcBlockSource.of(settings, new EvmBlockRecords(network(chain)));
    }

    private Parts parts() {
        if (!traceTimeout.isPositive() || traceTimeout.compareTo(TRACE_TIMEOUT_MAX) > 0) {
            throw unusable(
                    "--trace-timeout",
                    "a time up to " + TRACE_TIMEOUT_MAX + ", such as PT90S",
                    traceTimeout.toString());
        }
        return new Parts(
                ways("--receipts", receipts, Receipts.values()),
                ways("--traces", traces, Traces.values()),
                noInternalTransfers ? InternalTransfers.MAY_BE_MISSING : InternalTransfers.REQUIRED,
                traceTimeout);
    }

    private static <W extends Enum<W>> List<W> ways(String option, String named, W[] all) {
        if (named.equals(AUTO)) {
            return List.of(all);
        }
        return Arrays.stream(all)
                .filter(way -> NodeSettings.nameOf(way).equals(named))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> unusable(
                        option,
                        AUTO + ", "
                                + Arrays.stream(all).map(NodeSettings::nameOf).collect(Collectors.joining(", ")),
                        InputFault.quote(named)));
    }

    private static InputFaultException unusable(String option, String expected, String got) {
        return new InputFaultException(new InputFault(
                "chain.source.option-unusable",
                "an option of a source of blocks cannot be used",
                option,
                expected,
                got,
                "give one of these, or leave the option out"));
    }

    private EvmNetwork network(ChainProfile chain) {
        EvmNetwork known = Mainnet.known(chain);
        return contracts == null ? known : NetworkFile.read(known, contracts);
    }
}
