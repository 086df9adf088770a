package org.holdfast.chain.bitcoin.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.node.peer.PeerNode;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.BlockSourceContract;
import org.holdfast.testservers.BitcoinRegtestNode;

class PeerBlockSourceIT extends BlockSourceContract.Following {
    @Override
    protected RealChain chain() {
        return RegtestChain.shared();
    }

    @Override
    protected BlockSource open() {
        return new NodeBlockSource(
                BitcoinNetwork.REGTEST,
                new PeerNode(BitcoinNetwork.REGTEST, Checkpoints.none(), List.of(address(SharedRegtest.node()))));
    }

    static InetSocketAddress address(BitcoinRegtestNode node) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), node.p2pPort());
    }
}
