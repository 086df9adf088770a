package org.holdfast.chain.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.chain.evm.network.NetworkFile;
import org.holdfast.chain.evm.node.EvmBlockRecords;
import org.holdfast.chain.evm.node.EvmRpcBlockSource;
import org.holdfast.chain.evm.node.NodeSettings;
import org.holdfast.chain.evm.node.NodeSettings.Finality;
import org.holdfast.chain.evm.node.NodeSettings.InternalTransfers;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.primitives.chain.ChainProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options of a node of an EVM chain, apart from its address. */
public final class EvmSourceOptions {
    @Option(names = "--websocket", paramLabel = "URL", description = "EVM: where the node tells of blocks, ws://...")
    private @Nullable URI websocket;

    @Option(
            names = "--no-internal-transfers",
            description =
                    "EVM: accept a node that cannot trace; every record says that internal transfers are missing.")
    private boolean noInternalTransfers;

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
        var settings = new NodeSettings(
                chain.chain(),
                node,
                websocket,
                noInternalTransfers ? InternalTransfers.MAY_BE_MISSING : InternalTransfers.REQUIRED,
                finality,
                NodeSettings.Limits.USUAL);
        return EvmRpcBlockSource.of(settings, new EvmBlockRecords(network(chain)));
    }

    private EvmNetwork network(ChainProfile chain) {
        EvmNetwork known = Mainnet.known(chain);
        return contracts == null ? known : NetworkFile.read(known, contracts);
    }
}
