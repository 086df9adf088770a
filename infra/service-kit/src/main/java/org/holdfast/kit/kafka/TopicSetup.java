package org.holdfast.kit.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of a service. */
public final class TopicSetup {
    /** Configuration of a topic whose records are never removed. */
    public static final Map<String, String> KEPT_FOREVER = Map.of("retention.ms", "-1", "retention.bytes", "-1");

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private TopicSetup() {}

    /**
     * Makes the topics that do not exist. Throws {@link IllegalStateException} where the broker does not make one.
     *
     * @param broker settings that reach the broker
     */
    public static void ensure(Map<String, Object> broker, Collection<NewTopic> topics) {
        try (var admin = Admin.create(broker)) {
            for (var made : admin.createTopics(topics).values().values()) {
                try {
                    made.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("topics cannot be made", e);
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
