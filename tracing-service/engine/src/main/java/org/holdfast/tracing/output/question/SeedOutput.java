package org.holdfast.tracing.output.question;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;

/** A seed output, found in the index. */
public record SeedOutput(int number, TransactionView transaction, int output) {
    /** Base units. */
    public long value() {
        return transaction.outputValue(output);
    }

    /**
     * Finds outputs in request order.
     *
     * @throws InputFaultException {@code tracing.seed.*} for a seed that is not indexed or has no value
     */
    public static List<SeedOutput> find(ChainId chain, List<Outpoint> wanted, GraphIndex graph) {
        if (!chain.equals(graph.chain())) {
            throw fault(
                    "tracing.seed.other-chain",
                    "the chain is another",
                    graph.chain().text(),
                    chain.text());
        }
        long[] positions = graph.resolve(wanted.stream().map(Outpoint::txId).toList());
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] == GraphIndex.ABSENT) {
                throw fault(
                        "tracing.seed.unknown",
                        "the transaction of a seed is not in the index",
                        "a transaction of an imported block",
                        wanted.get(i).toString());
            }
        }
        List<TransactionView> transactions = graph.load(positions);
        var seeds = new ArrayList<SeedOutput>();
        for (int i = 0; i < transactions.size(); i++) {
            Outpoint outpoint = wanted.get(i);
            TransactionView transaction = transactions.get(i);
            if (outpoint.index() >= transaction.outputCount()) {
                throw fault(
                        "tracing.seed.no-such-output",
                        "a seed names an output that its transaction does not have",
                        "an output from 0 to " + (transaction.outputCount() - 1),
                        outpoint.toString());
            }
            if (transaction.outputValue(outpoint.index()) == 0) {
                throw fault(
                        "tracing.seed.no-value", "a seed has no value", "an output with value", outpoint.toString());
            }
            seeds.add(new SeedOutput(i, transaction, outpoint.index()));
        }
        return seeds;
    }

    private static InputFaultException fault(String code, String what, String expected, String got) {
        return new InputFaultException(new InputFault(
                code,
                what,
                "seeds",
                expected,
                InputFault.quote(got),
                "import the blocks that hold it, or correct the seed"));
    }
}
