package org.holdfast.tracing.output.policy;

import java.util.BitSet;
import org.holdfast.tracing.output.graph.TransactionView;

/** The outputs of a transaction that stay with the payer: change, and payments within one wallet. */
@FunctionalInterface
public interface Retention {
    /** No output stays with the payer. */
    Retention NONE = transaction -> new BitSet();

    /** The indexes of the retained outputs. */
    BitSet retained(TransactionView transaction);
}
