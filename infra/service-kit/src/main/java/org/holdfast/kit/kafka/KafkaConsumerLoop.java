package org.holdfast.kit.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition on a thread and with a consumer of its own, and hands the records to a handler.
 *
 * <p>Three outcomes of a failure are kept apart. A {@link DataFaultException} stops reading for good; the lag is still
 * reported. An offset that the topic does not hold is such a fault too, unless the handler knows a way on: the topic
 * was made anew or lost records. Every other failure is taken as transient: consumer and handler are made anew at the
 * handler's stored position. The loop counts as failing until that position has moved or the end of the topic is
 * reached, so that the records before a record that always fails do not hide the failure.
 */
public final class KafkaConsumerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConsumerLoop.class);
    private static final Duration POLL_MAX = Duration.ofMillis(500);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    /** A poll does not tell an idle topic from a broker that is away, so an idle consumer asks for the topic's end. */
    private static final Duration BROKER_ASKED_EVERY = Duration.ofSeconds(5);
    /** A topic that is deleted and made again may soon have more records than were taken from the old one. */
    private static final Duration TOPIC_ASKED_EVERY = Duration.ofSeconds(1);

    private KafkaConsumerLoop() {}

    /**
     * What is read.
     *
     * @param broker settings that reach the broker: its addresses, and the principal of the client
     * @param recordsMax records of one poll
     */
    public record Reading(Map<String, Object> broker, TopicPartition partition, int recordsMax) {}

    /** Starts reading; {@code handlers} makes a handler at the start and after each failure. */
    public static BackgroundLoop start(
            String name, Reading reading, LoopBounds bounds, Clock clock, Supplier<? extends RecordHandler> handlers) {
        return BackgroundLoop.start(name, bounds, clock, report -> new Work(name, reading, report, handlers));
    }

    private static final class Work implements LoopWork {
        private final String name;
        private final TopicPartition partition;
        private final LoopReport report;
        private final Supplier<? extends RecordHandler> handlers;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicId topicId;
        private RecordHandler handler = new NoHandler();
        private boolean placed;
        private long begin;
        private long askedNanos;
        private long identifiedNanos;

        Work(String name, Reading reading, LoopReport report, Supplier<? extends RecordHandler> handlers) {
            this.name = name;
            this.partition = reading.partition();
            this.report = report;
            this.handlers = handlers;
            Map<String, Object> config = new HashMap<>(reading.broker());
            config.put("isolation.level", "read_committed");
            config.put("enable.auto.commit", false);
            config.put("auto.offset.reset", "none");
            config.put("max.poll.records", reading.recordsMax());
            this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.topicId = new TopicId(reading.broker(), partition.topic());
        }

        @Override
        public Duration round() {
            try {
                if (!placed) {
                    place();
                }
                readOnce();
            } catch (DataFaultException e) {
                stop(e.reason(), e);
            } catch (OffsetOutOfRangeException e) {
                if (!handler.endsOutOfRange()) {
                    throw e;
                }
                stop("because " + partition.topic() + " does not hold the stored position: " + e.getMessage(), e);
            }
            return Duration.ZERO;
        }

        private void place() {
            consumer.assign(List.of(partition));
            handler = handlers.get();
            begin = handler.position();
            consumer.seek(partition, begin);
            placed = true;
            if (report.status().stopped() != null) {
                consumer.pause(List.of(partition));
            }
            askForEnd();
        }

        private void identify() {
            identifiedNanos = System.nanoTime();
            String id = topicId.now();
            if (report.status().stopped() == null) {
                handler.requireTopic(id);
            }
        }

        private void readOnce() {
            List<ConsumerRecord<byte[], byte[]>> records =
                    consumer.poll(POLL_MAX).records(partition);
            if (!records.isEmpty()) {
                if (System.nanoTime() - identifiedNanos >= TOPIC_ASKED_EVERY.toNanos()) {
                    identify();
                }
                handler.take(records);
                if (report.status().cause() == null || handler.position() > begin) {
                    report.progressed();
                }
            } else if (System.nanoTime() - askedNanos >= BROKER_ASKED_EVERY.toNanos()) {
                askForEnd();
            }
            OptionalLong lag = consumer.currentLag(partition);
            lag.ifPresent(report::behind);
            if (lag.isPresent() && lag.getAsLong() == 0 && report.status().stopped() == null) {
                handler.caughtUp();
                report.progressed();
            }
            placed = !handler.isOutdated();
        }

        private void askForEnd() {
            askedNanos = System.nanoTime();
            identify();
            try {
                long end = Objects.requireNonNull(
                        consumer.endOffsets(List.of(partition), ANSWER_MAX).get(partition));
                report.behind(Math.max(0, end - consumer.position(partition, ANSWER_MAX)));
            } catch (TimeoutException e) {
                throw new IllegalStateException("the broker does not answer", e);
            }
        }

        private void stop(String reason, Exception e) {
            LOG.error("{} stops {}", name, reason, e);
            report.stopped(reason);
            consumer.pause(List.of(partition));
        }

        @Override
        public void wakeup() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            topicId.close();
            consumer.close(CloseOptions.timeout(CLOSE_MAX));
        }
    }

    /** Stands in until the first round has made the handler. */
    private static final class NoHandler implements RecordHandler {
        @Override
        public long position() {
            throw new IllegalStateException("not placed");
        }

        @Override
        public void take(List<ConsumerRecord<byte[], byte[]>> records) {
            throw new IllegalStateException("not placed");
        }
    }
}
