package org.holdfast.chain.app.kafka;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a failure of the Kafka client means here. */
final class KafkaFailures {
    private static final int CAUSES_MAX = 10;
    private static final List<Class<? extends KafkaException>> HOPELESS = List.of(
            AuthenticationException.class,
            AuthorizationException.class,
            InterruptException.class,
            InvalidTopicException.class,
            RecordTooLargeException.class,
            SerializationException.class,
            UnsupportedVersionException.class);

    private KafkaFailures() {}

    /** Another producer of the same id was opened. The client reports it in several wrappings. */
    static boolean isFenced(KafkaException e) {
        return has(e, ProducerFencedException.class) || has(e, InvalidProducerEpochException.class);
    }

    /** The same try would fail again. */
    static boolean isHopeless(KafkaException e) {
        return HOPELESS.stream().anyMatch(type -> has(e, type));
    }

    /** The failure with its innermost cause in the message: the outer one often says only that something failed. */
    static KafkaUnavailableException unavailable(String what, Throwable e) {
        Throwable root = e;
        for (int depth = 0; depth < CAUSES_MAX && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return new KafkaUnavailableException(
                what + ": " + root.getClass().getSimpleName() + ": " + root.getMessage(), e);
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        Throwable cause = e;
        for (int depth = 0; depth < CAUSES_MAX && cause != null; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
