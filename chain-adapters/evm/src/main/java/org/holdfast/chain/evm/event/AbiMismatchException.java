package org.holdfast.chain.evm.event;

/**
 * A log or call data is not of the one form in which it can be read. Caught where logs are read and turned into a
 * visible entry; it never leaves this adapter.
 */
public final class AbiMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbiMismatchException(String reason) {
        // Any contract can write such logs by the million, so no stack trace is made.
        super(reason, null, false, false);
    }

    /** What is not as it has to be, as a clause. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
