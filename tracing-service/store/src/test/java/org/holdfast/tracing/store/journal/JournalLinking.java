package org.holdfast.tracing.store.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphIndex;

/** Checks a block and links its transactions without changing anything that is here. */
final class JournalLinking {
    private final BlockContent block;
    private final Map<TxId, Node> byId;
    private final int nodes;
    private final Map<TxId, Node> fresh = new HashMap<>();
    private final Map<Node, boolean[]> spentHere = new HashMap<>();

    /** Over the transactions that are there, by id. */
    JournalLinking(BlockContent block, Map<TxId, Node> byId, int nodes) {
        this.block = block;
        this.byId = byId;
        this.nodes = nodes;
    }

    List<Node> link() {
        var linked = new ArrayList<Node>(block.transactions().size());
        for (BlockContent.Transaction transaction : block.transactions()) {
            Node node = link(transaction, nodes + linked.size() + 1L);
            fresh.put(node.id, node);
            linked.add(node);
        }
        return linked;
    }

    private Node link(BlockContent.Transaction transaction, long position) {
        Node namesake = fresh.getOrDefault(transaction.id(), byId.get(transaction.id()));
        boolean mayOverwrite = namesake == null
                || (transaction.coinbase()
                        && !fresh.containsKey(transaction.id())
                        && namesake.whollyUnspent()
                        && !spentHere.containsKey(namesake));
        if (!mayOverwrite) {
            throw BlockFaults.idRepeated(block.block(), transaction.id().toString());
        }
        int count = transaction.inputs().size();
        Node[] sources = new Node[count];
        int[] sourceOutputs = new int[count];
        boolean known = true;
        long in = 0;
        for (int i = 0; i < count; i++) {
            var spent = transaction.inputs().get(i);
            Node source = fresh.getOrDefault(spent.txId(), byId.get(spent.txId()));
            sourceOutputs[i] = spent.index();
            if (source == null) {
                known = false;
                continue;
            }
            sources[i] = source;
            checkSpend(source, spent.index(), spent.toString());
            in = Math.addExact(in, source.outputValue(spent.index()));
        }
        Node node = node(transaction, position, sources, sourceOutputs);
        if (!transaction.coinbase() && known && in < node.outputSums[node.outputs()]) {
            throw BlockFaults.overspends(block.block(), transaction.id().toString());
        }
        return node;
    }

    private void checkSpend(Node source, int output, String outpoint) {
        if (output >= source.outputs()) {
            throw BlockFaults.noSuchOutput(block.block(), outpoint);
        }
        boolean[] here = spentHere.computeIfAbsent(source, s -> new boolean[s.outputs()]);
        if (here[output] || source.spender(output) != GraphIndex.ABSENT) {
            throw BlockFaults.spentTwice(block.block(), outpoint);
        }
        here[output] = true;
    }

    private Node node(BlockContent.Transaction transaction, long position, Node[] sources, int[] sourceOutputs) {
        int count = transaction.outputs().size();
        long[] sums = new long[count + 1];
        String[] addresses = new String[count];
        boolean[] destroys = new boolean[count];
        for (int i = 0; i < count; i++) {
            BlockContent.Output output = transaction.outputs().get(i);
            sums[i + 1] = Math.addExact(sums[i], output.value());
            addresses[i] = output.address();
            destroys[i] = output.destroys();
        }
        return new Node(
                transaction.id(),
                position,
                block.block().height(),
                transaction.coinbase(),
                sources,
                sourceOutputs,
                sums,
                addresses,
                destroys);
    }
}
