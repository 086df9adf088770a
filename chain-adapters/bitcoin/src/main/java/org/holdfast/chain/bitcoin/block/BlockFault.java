package org.holdfast.chain.bitcoin.block;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Refusals of blocks, all of one shape. */
public final class BlockFault {
    private BlockFault() {}

    public static InputFaultException fault(String code, String what, String where, String expected, String got) {
        return fault(
                code,
                what,
                where,
                expected,
                got,
                "get this block again from a source you trust; nothing of it was published");
    }

    /** A refusal that advises something else than to get the block again. */
    public static InputFaultException fault(
            String code, String what, String where, String expected, String got, String advice) {
        return new InputFaultException(new InputFault(code, what, where, expected, got, advice));
    }
}
