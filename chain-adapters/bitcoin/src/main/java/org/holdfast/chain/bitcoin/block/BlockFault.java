package org.holdfast.chain.bitcoin.block;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Refusals of blocks, all of one shape. */
public final class BlockFault {
    private BlockFault() {}

    public static InputFaultException fault(String code, String what, String where, String expected, String got) {
        return new InputFaultException(new InputFault(
                code,
                what,
                where,
                expected,
                got,
                "get this block again from a source you trust; nothing was published"));
    }
}
