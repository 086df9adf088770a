package org.holdfast.tracing.account.ledger;

import java.util.List;
import org.holdfast.tracing.index.IndexedChain;

/**
 * The ledgers of one account chain at one moment; later blocks are not visible. An account is an asset at an address
 * and has a positive <em>number</em>. An entry has a <em>position</em>, a positive number that grows in ledger order
 * (block, transaction, entry), with gaps. Numbers and positions are internal to the index and not part of any result.
 *
 * <p>If an account pays more than its known balance, the index books the shortfall: a movement of kind {@link
 * EntryKind#UNEXPLAINED} at a position of its own just before the payment, direction {@link Direction#IN}, of exactly
 * the missing amount, with the payment's transaction. A balance is therefore never negative, and every gap is visible.
 */
public interface AccountIndex extends IndexedChain {
    /** The number that stands for "no account here", the position for "no entry here". */
    long ABSENT = -1;

    /**
     * The position from which to read a ledger at a height: after every entry of lower blocks, and not after any entry
     * at or above the height.
     */
    long positionAt(long height);

    /** The number of each account in request order, {@link #ABSENT} for one without an indexed movement. */
    long[] resolve(List<AccountKey> keys);

    /** The accounts with the numbers, in request order. Every number must come from this index. */
    List<AccountView> accounts(long[] numbers);

    /** One page per request, in request order. */
    List<MovementPage> load(List<PageRequest> requests);

    /** Announces pages that are requested soon, so that a store on disk can fetch them together. Only a hint. */
    default void expect(List<PageRequest> requests) {
        // An index in memory has nothing to fetch.
    }
}
