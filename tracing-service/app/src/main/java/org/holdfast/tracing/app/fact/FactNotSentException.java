package org.holdfast.tracing.app.fact;

/** A fact could not be sent; those before it were. */
public final class FactNotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FactNotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
