package org.holdfast.chain.spi;

/** The store of published blocks cannot be reached; whether the last write took place is unknown. */
public final class PublisherUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublisherUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
