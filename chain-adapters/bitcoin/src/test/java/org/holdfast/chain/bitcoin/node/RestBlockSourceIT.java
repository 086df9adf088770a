package org.holdfast.chain.bitcoin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.http.RestNode;
import org.holdfast.chain.bitcoin.node.tip.TipSignal;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.BlockSourceContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bitcoin Core's REST forms, by way of {@link RegtestRestBridge}: the data is the node's, the forms are not. */
class RestBlockSourceIT extends BlockSourceContract.Following {
    private @Nullable RegtestRestBridge bridge;

    @Override
    protected RealChain chain() {
        return RegtestChain.shared();
    }

    @Override
    protected BlockSource open() throws Exception {
        bridge = new RegtestRestBridge(SharedRegtest.node());
        return new NodeBlockSource(BitcoinNetwork.REGTEST, rest(BitcoinNetwork.REGTEST, bridge));
    }

    @AfterEach
    void closeBridge() {
        if (bridge != null) {
            bridge.close();
        }
    }

    @Test
    void refusesAnotherNetworkAndANodeWithoutRest() throws Exception {
        try (var own = new RegtestRestBridge(SharedRegtest.node());
                var other = rest(BitcoinNetwork.SIGNET, own)) {
            assertThatThrownBy(other::state).hasMessageContaining("bitcoin.node.wrong-network");
        }
        try (var proxy = new StubProxy(SharedRegtest.node());
                var none = new RestNode(BitcoinNetwork.REGTEST, proxy.uri(), TipSignal.polling(JsonRpcNode.POLL))) {
            proxy.status(404);
            assertThatThrownBy(none::state).hasMessageContaining("bitcoin.node.rest-off");
        }
        assertThat(source.segments()).hasSize(1);
    }

    private static RestNode rest(BitcoinNetwork network, RegtestRestBridge bridge) {
        return new RestNode(network, bridge.uri(), TipSignal.polling(JsonRpcNode.POLL));
    }
}
