package org.holdfast.chain.app.kafka;

import org.jspecify.annotations.Nullable;

/** The broker cannot be reached or does not do what it must; trying again later may help. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
