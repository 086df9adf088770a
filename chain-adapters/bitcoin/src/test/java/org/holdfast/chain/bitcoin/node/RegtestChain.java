package org.holdfast.chain.bitcoin.node;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.BlockSourceContract;
import org.holdfast.primitives.ChainId;
import org.holdfast.testservers.BitcoinRegtestNode;

/** What a regtest node says of its chain over its own interface. */
record RegtestChain(BitcoinRegtestNode node) implements BlockSourceContract.RealChain {
    /** The node that all tests share; skips the test visibly where it cannot run. */
    static RegtestChain shared() {
        return new RegtestChain(SharedRegtest.node());
    }

    @Override
    public ChainId chain() {
        return BitcoinNetwork.REGTEST.chain();
    }

    @Override
    public long height() {
        return node.height();
    }

    @Override
    public String hashAt(long height) {
        return node.hashAt(height);
    }

    @Override
    public List<String> activeChain() {
        return node.activeChain();
    }

    @Override
    public List<Long> busyHeights() {
        return List.of(1L, 110L, 440L, 441L, 500L);
    }

    @Override
    public List<String> transactionsAt(long height) {
        var ids = new ArrayList<String>();
        node.call("getblock", node.hashAt(height), true).get("tx").forEach(txid -> ids.add(txid.asString()));
        return ids;
    }

    @Override
    public String mine() {
        return node.mine(1).getFirst();
    }

    @Override
    public List<String> fork(int depth, int length) {
        return node.fork(depth, length).blocks();
    }

    @Override
    public boolean keepsLostBranches() {
        return true;
    }
}
