package org.holdfast.kit.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes the records of one partition. It stores the position together with what it makes of the records, so that
 * neither is lost without the other. A new handler is made after each failure and continues at the stored position.
 */
public interface RecordHandler {
    /** The stored position: the offset of the next record to take. */
    long position();

    /**
     * Takes the records of one poll, in order. After an exception other than {@link DataFaultException} they come again
     * from the stored position.
     *
     * @throws DataFaultException where a record cannot be taken however often it is read
     */
    void take(List<ConsumerRecord<byte[], byte[]>> records);

    /**
     * Called before the first record and from time to time after it, with the id that the broker gave the topic. A
     * topic that is deleted and made again has another one; its offsets say nothing of the old one.
     *
     * @throws DataFaultException where the stored position belongs to another topic
     */
    default void requireTopic(String id) {}

    /**
     * Whether reading ends for good where the topic does not hold the position. Otherwise a new handler is made and
     * asked for its position, as after every other failure.
     */
    default boolean endsOutOfRange() {
        return true;
    }

    /** Called when every record of the topic has been taken. Throws like {@link #take}. */
    default void caughtUp() {}

    /** True where the stored position was replaced by another: a new handler continues there. */
    default boolean isOutdated() {
        return false;
    }
}
