package org.holdfast.chain.bitcoin.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.Checkpoints;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.testservers.BitcoinRegtestNode;

class PeerBlockSourceIT extends BlockSourceContract.Following {
    @Override
    protected BlockSource open(BitcoinRegtestNode node) {
        return new NodeBlockSource(
                BitcoinNetwork.REGTEST,
                new PeerNode(BitcoinNetwork.REGTEST, Checkpoints.none(), List.of(address(node))));
    }

    static InetSocketAddress address(BitcoinRegtestNode node) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), node.p2pPort());
    }
}
