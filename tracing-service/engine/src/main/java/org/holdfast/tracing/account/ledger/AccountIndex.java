package org.holdfast.tracing.account.ledger;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.block.Segment;

/**
 * The ledgers of one account chain as they stood at one moment: blocks that arrive later are not seen. An account is an
 * asset at an address and has a positive <em>number</em>; an entry has a <em>position</em>, a positive number that
 * grows in ledger order (block, transaction, entry), with gaps. Numbers and positions are the index's own and are no
 * part of any result.
 *
 * <p>Where an account pays more than is known of it, the index books the shortfall: a movement of kind
 * {@link EntryKind#UNEXPLAINED} at a position of its own just before the payment, direction {@link Direction#IN}, of
 * exactly the missing amount, with the payment's transaction. A balance is therefore never negative, and nothing that
 * is missing is hidden.
 */
public interface AccountIndex {
    /** The number that stands for "no account here", the position for "no entry here". */
    long ABSENT = -1;

    ChainId chain();

    /** Unbroken runs of blocks in ascending height. Between two runs nothing is known. */
    List<Segment> segments();

    /** The block at a height, if it is here. */
    Optional<BlockRef> block(long height);

    /**
     * A position that lies behind every entry of the blocks below a height and not behind any entry of the block at it
     * or above: where to start reading a ledger at that block.
     */
    long positionAt(long height);

    /** The number of each account in the order asked, {@link #ABSENT} for those without a movement here. */
    long[] resolve(List<AccountKey> keys);

    /** The accounts of the numbers, in the order asked. Every number must have come from this index. */
    List<AccountView> accounts(long[] numbers);

    /** One page per request, in the order asked. */
    List<MovementPage> load(List<PageRequest> requests);
}
