package org.holdfast.chain.spi;

/** Another instance publishes this chain now; this one has to stop and must not try again. */
public final class PublisherFencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublisherFencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
