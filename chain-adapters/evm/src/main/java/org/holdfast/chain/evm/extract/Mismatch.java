package org.holdfast.chain.evm.extract;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/** Says how calls or receipts contradict their block. */
final class Mismatch {
    private Mismatch() {}

    static InputFaultException of(String where, @Nullable Object expected, @Nullable Object got) {
        return new InputFaultException(new InputFault(
                "evm.call.mismatch",
                "a block's call traces do not belong to its transactions",
                where,
                String.valueOf(expected),
                InputFault.quote(String.valueOf(got)),
                "ask the node again, or another; the block is not published"));
    }
}
