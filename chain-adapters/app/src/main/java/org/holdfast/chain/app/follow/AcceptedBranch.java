package org.holdfast.chain.app.follow;

import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * A branch that an operator accepts although blocks that were called final are retracted for it.
 *
 * @param block a block of the branch that is not published
 * @param reason why, for the record
 * @param by who decided
 */
public record AcceptedBranch(BlockRef block, String reason, String by) {
    private static final int REASON_MAX = 500;

    /**
     * Reads the options.
     *
     * @param block HEIGHT:HASH
     * @throws InputFaultException if one of them is missing or cannot be
     */
    public static AcceptedBranch of(String block, String reason, String by) {
        if (!block.matches("[0-9]{1,15}:[0-9a-f]{64}")) {
            throw incomplete("--accept-branch", "HEIGHT:HASH, as the status names it", block);
        }
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw incomplete("--reason", "the reason in 1 to " + REASON_MAX + " characters", reason);
        }
        if (by.isBlank() || by.length() > REASON_MAX) {
            throw incomplete("--accepted-by", "the name of the person who decided", by);
        }
        int colon = block.indexOf(':');
        var ref = new BlockRef(Long.parseLong(block.substring(0, colon)), BlockHash.parse(block.substring(colon + 1)));
        return new AcceptedBranch(ref, reason, by);
    }

    private static InputFaultException incomplete(String option, String expected, String got) {
        return new InputFaultException(new InputFault(
                "chain.follow.acceptance-incomplete",
                "a branch is not accepted with all that the record of it needs",
                option,
                expected,
                InputFault.quote(got),
                "give the block, the reason and the person"));
    }
}
