package org.holdfast.chain.spi;

/** A block source cannot be reached or does not answer. Nothing is wrong with any block; trying again may help. */
public final class SourceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SourceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
