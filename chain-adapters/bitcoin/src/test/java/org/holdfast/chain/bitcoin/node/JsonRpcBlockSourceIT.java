package org.holdfast.chain.bitcoin.node;

import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.BlockSourceContract;

class JsonRpcBlockSourceIT extends BlockSourceContract.Following {
    @Override
    protected RealChain chain() {
        return RegtestChain.shared();
    }

    @Override
    protected BlockSource open() {
        return new NodeBlockSource(
                BitcoinNetwork.REGTEST,
                new JsonRpcNode(
                        BitcoinNetwork.REGTEST,
                        SharedRegtest.node().rpc(),
                        SharedRegtest.credentials(SharedRegtest.node())));
    }
}
