package org.holdfast.freeze.app.fact.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.holdfast.freeze.app.fact.TopicSeen;
import org.holdfast.freeze.app.fact.TopicWatch;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.kit.kafka.TopicSetup;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.kit.loop.LoopWork;
import org.holdfast.records.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes the topic of facts, asks the broker what it is, and which transaction keeps its readers waiting. */
@Component
class FactTopic implements SmartLifecycle, TopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FactTopic.class);

    /** A transaction that keeps readers waiting for longer is a fault. */
    static final Duration OPEN_MAX = Duration.ofSeconds(30);

    private static final TopicPartition FACTS = new TopicPartition(Topics.TRACING_FACTS, 0);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final LoopBounds BOUNDS =
            new LoopBounds(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final FreezeSettings.Kafka settings;
    private final Admin admin;
    private final Clock clock;
    private volatile @Nullable TopicSeen seen;
    private volatile @Nullable Held held;
    private volatile @Nullable BackgroundLoop loop;

    /** Readers that do not come further than {@code stableEnd}, since when, and through which producers. */
    private record Held(long stableEnd, long sinceNanos, String producers) {}

    FactTopic(FreezeSettings settings, Clock clock) {
        this.settings = settings.kafka();
        this.admin = Admin.create(this.settings.access().settings(Map.of()));
        this.clock = clock;
    }

    /** Asks the broker. Throws {@link IllegalStateException} where it does not answer. */
    TopicSeen look() {
        var uncommitted = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        String id = id();
        var begin = admin.listOffsets(Map.of(FACTS, OffsetSpec.earliest()), uncommitted)
                .partitionResult(FACTS);
        var stable =
                admin.listOffsets(Map.of(FACTS, OffsetSpec.latest()), committed).partitionResult(FACTS);
        var end = admin.listOffsets(Map.of(FACTS, OffsetSpec.latest()), uncommitted)
                .partitionResult(FACTS);
        var seenNow = new TopicSeen(
                id, answer(begin).offset(), answer(stable).offset(), answer(end).offset());
        // Offsets of another topic under the old id would show a topic that never was.
        if (!id().equals(id)) {
            throw new IllegalStateException("the topic of facts was made again while it was looked at");
        }
        return seenNow;
    }

    private String id() {
        var topic = answer(admin.describeTopics(List.of(FACTS.topic())).allTopicNames());
        return Objects.requireNonNull(topic.get(FACTS.topic())).topicId().toString();
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not say what the topic of facts is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void round() {
        TopicSeen now = look();
        seen = now;
        if (now.end() == now.stableEnd()) {
            held = null;
            return;
        }
        Held before = held;
        long since = before != null && before.stableEnd() == now.stableEnd() ? before.sinceNanos() : System.nanoTime();
        held = new Held(now.stableEnd(), since, producers());
    }

    /** The producers with an open transaction. */
    private String producers() {
        var states = answer(admin.describeProducers(List.of(FACTS)).partitionResult(FACTS))
                .activeProducers();
        return states.stream()
                .filter(state -> state.currentTransactionStartOffset().isPresent())
                .map(FactTopic::producer)
                .toList()
                .toString();
    }

    private static String producer(ProducerState state) {
        return "producer " + state.producerId() + ", transaction from offset "
                + state.currentTransactionStartOffset().getAsLong();
    }

    @Override
    public @Nullable TopicSeen seen() {
        return seen;
    }

    @Override
    public @Nullable TopicSeen now() {
        try {
            return look();
        } catch (IllegalStateException e) {
            LOG.warn("the topic of facts cannot be looked at", e);
            return null;
        }
    }

    /** What keeps readers of the topic waiting for longer than {@link #OPEN_MAX}, or null. */
    @Nullable
    String heldBack() {
        Held now = held;
        if (now == null) {
            return null;
        }
        Duration age = Duration.ofNanos(System.nanoTime() - now.sinceNanos());
        return age.compareTo(OPEN_MAX) <= 0
                ? null
                : "no fact after offset " + now.stableEnd() + " can be read for " + age.toSeconds()
                        + " s, because a transaction of Kafka is open: " + now.producers();
    }

    LoopStatus status() {
        BackgroundLoop started = loop;
        return started == null ? LoopStatus.NEW : started.status();
    }

    @Override
    public void start() {
        TopicSetup.ensure(
                settings.access().settings(Map.of()),
                List.of(new NewTopic(FACTS.topic(), 1, settings.replication()).configs(TopicSetup.KEPT_FOREVER)));
        loop = BackgroundLoop.start("fact-topic-watch", BOUNDS, clock, Work::new);
    }

    private final class Work implements LoopWork {
        private final LoopReport report;

        Work(LoopReport report) {
            this.report = report;
        }

        @Override
        public Duration round() {
            FactTopic.this.round();
            report.behind(0);
            report.progressed();
            return EVERY;
        }
    }

    @Override
    public void stop() {
        BackgroundLoop started = loop;
        if (started != null) {
            started.stop();
        }
        admin.close(ANSWER_MAX);
    }

    /** Before the reader of the topic, and after it at the end. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return status().running();
    }
}
