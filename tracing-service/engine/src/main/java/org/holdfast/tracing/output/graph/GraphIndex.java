package org.holdfast.tracing.output.graph;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.Segment;

/**
 * The transaction graph of one UTXO chain, as it stood at one moment: blocks that arrive later are not seen. A
 * transaction has a <em>position</em>, a positive number that grows in chain order, so that it grows along every spend.
 */
public interface GraphIndex {
    /** The position that stands for "no transaction here". */
    long ABSENT = -1;

    ChainId chain();

    /** Unbroken runs of blocks in ascending height. Between two runs nothing is known. */
    List<Segment> segments();

    /** The position of each transaction in the order asked, {@link #ABSENT} for those that are not here. */
    long[] resolve(List<TxId> ids);

    /** The transactions at the positions, in the order asked. Every position must have come from this index. */
    List<TransactionView> load(long[] positions);

    /**
     * A view that is moved from transaction to transaction. A store that keeps records in memory returns one that reads
     * them where they lie; this one loads views.
     */
    default TransactionCursor cursor() {
        return new LoadingCursor(this);
    }

    /** An empty log for addresses of outputs of this index. */
    default AddressLog addressLog() {
        return AddressLog.ofText();
    }

    /** Where the transactions of the block stand that holds a position, which must have come from this index. */
    BlockSpan span(long position);

    /**
     * The position behind another one in chain order: of the next transaction of its block, or of the first of the
     * block that came next. {@link #ABSENT} behind the last.
     */
    long next(long position);

    /** The block at a height, if it is here. */
    Optional<BlockRef> block(long height);
}
