package org.holdfast.e2e;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;

/** Asks the tracing service of a running node what it has indexed. */
final class ChainsClient {
    private final NodeLayout layout;

    ChainsClient(Path data) {
        this.layout = new NodeLayout(data, data);
    }

    ChainsResponse get() {
        NodeState node = NodeState.running(layout).orElseThrow();
        return new TracingClient(node.tracing(), Access.token(layout, Access.INVESTIGATOR)).chains();
    }

    /** The only chain of outputs that has blocks. */
    ChainStatus only() {
        return get().chains().stream()
                .filter(chain -> chain.blocks() > 0)
                .reduce((one, other) -> {
                    throw new IllegalStateException("several chains have blocks");
                })
                .orElseThrow();
    }

    /** True if a segment of any chain ends with the block. */
    boolean endsWith(String hash) {
        ChainsResponse known = get();
        return Stream.concat(
                        known.chains().stream().flatMap(chain -> chain.segments().stream()),
                        known.ledgers().stream().flatMap(ledger -> ledger.segments().stream()))
                .anyMatch(segment -> segment.lastHash().equals(hash));
    }
}
