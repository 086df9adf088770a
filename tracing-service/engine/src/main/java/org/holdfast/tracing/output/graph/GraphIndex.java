package org.holdfast.tracing.output.graph;

import java.util.List;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.index.IndexedChain;

/**
 * The transaction graph of one UTXO chain at one moment; later blocks are not visible. A transaction has a
 * <em>position</em>, a positive number that grows in chain order and so along every spend.
 */
public interface GraphIndex extends IndexedChain {
    /** The position that stands for "no transaction here". */
    long ABSENT = -1;

    /** The position of each transaction in request order, {@link #ABSENT} for one that is not indexed. */
    long[] resolve(List<TxId> ids);

    /** The transactions at the positions, in request order. Every position must come from this index. */
    List<TransactionView> load(long[] positions);

    /**
     * A view that moves from transaction to transaction. A store with records in memory returns a cursor that reads
     * them in place; the default loads views.
     */
    default TransactionCursor cursor() {
        return new LoadingCursor(this);
    }

    /** An empty log for addresses of outputs of this index. */
    default AddressLog addressLog() {
        return AddressLog.ofText();
    }

    /** The positions of the block that contains a position of this index. */
    BlockSpan span(long position);

    /**
     * The next position in chain order: of the next transaction of the block, or of the first transaction of the next
     * block. {@link #ABSENT} after the last.
     */
    long next(long position);
}
