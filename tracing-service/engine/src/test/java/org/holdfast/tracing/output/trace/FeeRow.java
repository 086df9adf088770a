package org.holdfast.tracing.output.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.BlockContent;

/**
 * The subsidy and the fees of one block, unit by unit: who paid each of them, and which output of the coinbase takes
 * it. The payer {@link #SUBSIDY} is no transaction; the taker after the last output is no output.
 */
record FeeRow(List<Integer> payers, List<Integer> takers) {
    static final int SUBSIDY = 0;

    /** Values of outputs that are known. */
    interface Values {
        /** -1 where it is not known. */
        long of(Outpoint outpoint);
    }

    /** Payers are numbered by their place in the block; empty where a fee is not known. */
    static Optional<FeeRow> of(BlockContent block, Values values) {
        var fees = new ArrayList<Integer>();
        for (int i = 1; i < block.transactions().size(); i++) {
            BlockContent.Transaction transaction = block.transactions().get(i);
            long left = 0;
            for (Outpoint input : transaction.inputs()) {
                long value = values.of(input);
                if (value < 0) {
                    return Optional.empty();
                }
                left += value;
            }
            for (BlockContent.Output output : transaction.outputs()) {
                left -= output.value();
            }
            for (; left > 0; left--) {
                fees.add(i);
            }
        }
        var takers = new ArrayList<Integer>();
        List<BlockContent.Output> outputs = block.transactions().getFirst().outputs();
        for (int j = 0; j < outputs.size(); j++) {
            for (long unit = 0; unit < outputs.get(j).value(); unit++) {
                takers.add(j);
            }
        }
        var payers = new ArrayList<Integer>();
        while (payers.size() + fees.size() < takers.size()) {
            payers.add(SUBSIDY);
        }
        payers.addAll(fees);
        while (takers.size() < payers.size()) {
            takers.add(outputs.size());
        }
        return Optional.of(new FeeRow(payers, takers));
    }

    /** How many units a payer pays to a taker. */
    int units(int payer, int taker) {
        int units = 0;
        for (int i = 0; i < payers.size(); i++) {
            units += payers.get(i) == payer && takers.get(i) == taker ? 1 : 0;
        }
        return units;
    }

    int units(int payer) {
        return (int) payers.stream().filter(one -> one == payer).count();
    }
}
