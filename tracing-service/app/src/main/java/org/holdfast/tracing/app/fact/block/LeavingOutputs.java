package org.holdfast.tracing.app.fact.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.app.fact.LeavingBlock;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.TransactionView;

/** The tip of a graph before it is retracted. */
public record LeavingOutputs(GraphStore graph, BlockRef block) implements LeavingBlock {
    @Override
    public List<Outpoint> spends(TxId id) {
        try (var snapshot = graph.snapshot()) {
            long position = snapshot.resolve(List.of(id))[0];
            boolean indexed =
                    snapshot.block(block.height()).filter(block::equals).isPresent();
            if (!indexed || position == GraphIndex.ABSENT) {
                return List.of();
            }
            TransactionView transaction = view(snapshot, position);
            var outputs = new ArrayList<Outpoint>();
            for (int input = 0; transaction.height() == block.height() && input < transaction.inputCount(); input++) {
                long source = transaction.inputSource(input);
                if (source != GraphIndex.ABSENT) {
                    outputs.add(new Outpoint(view(snapshot, source).id(), transaction.inputSourceOutput(input)));
                }
            }
            return outputs;
        }
    }

    private static TransactionView view(GraphIndex index, long position) {
        return index.load(new long[] {position}).getFirst();
    }

    @Override
    public List<BigInteger> paid(TxId id, AccountKey account) {
        return List.of();
    }
}
