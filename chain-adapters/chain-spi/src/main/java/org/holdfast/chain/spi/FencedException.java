package org.holdfast.chain.spi;

/** Another publisher of the same chain has taken over; this one must stop. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
