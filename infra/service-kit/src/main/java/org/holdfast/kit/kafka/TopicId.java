package org.holdfast.kit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The id that the broker gives a topic when it is made. */
final class TopicId implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final Admin admin;
    private final String topic;

    TopicId(Map<String, Object> broker, String topic) {
        this.admin = Admin.create(broker);
        this.topic = topic;
    }

    /** The id now. Throws {@link IllegalStateException} where there is no such topic, or no answer. */
    String now() {
        try {
            var found =
                    admin.describeTopics(List.of(topic)).allTopicNames().get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
            return Objects.requireNonNull(found.get(topic)).topicId().toString();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (ExecutionException e) {
            String what = e.getCause() instanceof UnknownTopicOrPartitionException
                    ? "the broker has no topic " + topic
                    : "the broker does not describe topic " + topic;
            throw new IllegalStateException(what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
