package org.holdfast.chain.evm.event;

import java.util.List;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.movement.LedgerEntry;

/** Reads logs with one first topic. */
@FunctionalInterface
public interface LogRule {
    /**
     * The entries that a log makes, none where it is of no concern.
     *
     * @param view the transaction
     * @param log its position within the transaction, from 0
     * @param before entries of the transaction that the rule may refer to
     * @throws AbiMismatchException where the log claims to be of concern and is not of a form that can be read
     */
    List<LedgerEntry> read(TransactionView view, int log, List<LedgerEntry> before);

    /** The log itself. */
    static EvmLog at(TransactionView view, int log) {
        return view.logs().get(log);
    }

    /** Requires this many topics, the first included, and this many words of data. */
    static AbiWords shape(EvmLog log, int topics, int words) {
        if (log.topics().size() != topics) {
            throw new AbiMismatchException(log.topics().size() + " topics instead of " + topics);
        }
        return AbiWords.of(log.data()).requireWords(words);
    }
}
