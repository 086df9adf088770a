package org.holdfast.chain.app;

import java.net.URI;
import java.nio.file.Path;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.chain.evm.network.NetworkFile;
import org.holdfast.chain.evm.node.EvmBlockRecords;
import org.holdfast.chain.evm.node.EvmRpcBlockSource;
import org.holdfast.chain.evm.node.NodeSettings;
import org.holdfast.chain.evm.node.NodeSettings.Finality;
import org.holdfast.chain.evm.node.NodeSettings.InternalTransfers;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.primitives.ChainId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a node of an EVM chain needs to be told beside its address. */
public final class EvmSourceOptions {
    private static final String NAMESPACE = "eip155:";
    private static final int SLIP44_ETHER = 60;

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

    /** Whether a chain is an EVM chain by its name. */
    public static boolean areFor(String chain) {
        return chain.startsWith(NAMESPACE);
    }

    /** Opens the node, which is asked for its chain id and for what it can do. */
    public BlockSource open(String chain, URI node) {
        var id = new ChainId(chain);
        var settings = new NodeSettings(
                id,
                node,
                websocket,
                noInternalTransfers ? InternalTransfers.MAY_BE_MISSING : InternalTransfers.REQUIRED,
                finality,
                NodeSettings.Limits.USUAL);
        return EvmRpcBlockSource.open(settings, new EvmBlockRecords(network(settings)));
    }

    private EvmNetwork network(NodeSettings settings) {
        long number = settings.chainNumber();
        EvmNetwork known = number == 1 ? Mainnet.network() : EvmNetwork.plain(number, SLIP44_ETHER);
        return contracts == null ? known : NetworkFile.read(known, contracts);
    }
}
