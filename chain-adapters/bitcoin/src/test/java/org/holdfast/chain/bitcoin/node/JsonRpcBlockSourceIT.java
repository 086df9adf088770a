package org.holdfast.chain.bitcoin.node;

import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.testservers.BitcoinRegtestNode;

class JsonRpcBlockSourceIT extends BlockSourceContract.Following {
    @Override
    protected BlockSource open(BitcoinRegtestNode node) {
        return new NodeBlockSource(
                BitcoinNetwork.REGTEST,
                new JsonRpcNode(BitcoinNetwork.REGTEST, node.rpc(), SharedRegtest.credentials(node)));
    }
}
