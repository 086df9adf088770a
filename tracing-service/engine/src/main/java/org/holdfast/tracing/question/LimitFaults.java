package org.holdfast.tracing.question;

import java.math.BigInteger;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Refuses limits below their minimum. */
public final class LimitFaults {
    private LimitFaults() {}

    /**
     * Requires a minimum for a limit.
     *
     * @throws InputFaultException {@code tracing.limit.too-small}
     */
    public static void require(String limit, long value, long least) {
        require(limit, BigInteger.valueOf(value), least);
    }

    /**
     * Requires a minimum for a limit.
     *
     * @throws InputFaultException {@code tracing.limit.too-small}
     */
    public static void require(String limit, BigInteger value, long least) {
        if (value.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new InputFaultException(new InputFault(
                    "tracing.limit.too-small",
                    "a limit is too small",
                    "limits." + limit,
                    "at least " + least,
                    value.toString(),
                    "correct the limit"));
        }
    }
}
