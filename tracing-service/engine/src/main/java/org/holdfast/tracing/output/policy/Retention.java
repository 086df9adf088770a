package org.holdfast.tracing.output.policy;

import java.util.BitSet;
import org.holdfast.tracing.output.graph.TransactionView;

/** Says which outputs of a transaction stay with whoever pays: change, and payments within one wallet. */
@FunctionalInterface
public interface Retention {
    /** Nothing is known to stay. */
    Retention NONE = transaction -> new BitSet();

    /** The retained outputs by index. */
    BitSet retained(TransactionView transaction);
}
