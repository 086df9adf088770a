package org.holdfast.tracing.app.index.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.kit.loop.LoopWork;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.Topics;
import org.holdfast.tracing.app.index.IndexOpener;
import org.holdfast.tracing.app.index.TopicMark;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Finds the topics of blocks on the broker. A chain that is imported or followed has one and is indexed from then on,
 * without a restart. An index whose topic is missing is opened too: it answers, and its feed says what is missing.
 * Where the settings name the chains, nothing is looked for. A topic of a chain without a profile is named in the log
 * once and left alone.
 */
@Component
class TopicDiscovery implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicDiscovery.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOK_MAX = Duration.ofSeconds(30);

    /** Each chain takes a thread, a consumer and an open index. */
    private static final int CHAINS_MAX = 64;

    private final TracingSettings settings;
    private final IndexOpener opener;
    private final KafkaBlockFeed feed;
    private final FeedMetrics metrics;
    private final Clock clock;
    // Used by one thread after the other.
    private final Set<String> leftAlone = new HashSet<>();
    private final Map<String, String> unopened = new ConcurrentHashMap<>();
    private volatile @Nullable BackgroundLoop loop;

    TopicDiscovery(
            TracingSettings settings, IndexOpener opener, KafkaBlockFeed feed, FeedMetrics metrics, Clock clock) {
        this.settings = settings;
        this.opener = opener;
        this.feed = feed;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the search is doing; empty where the settings name the chains. */
    Optional<LoopStatus> status() {
        return Optional.ofNullable(loop).map(BackgroundLoop::status);
    }

    /** Topics whose index cannot be opened, with the reason. */
    Map<String, String> unopened() {
        return Map.copyOf(unopened);
    }

    /** The first look is made before the service is ready. Spring starts the feed before this, which depends on it. */
    @Override
    public void start() {
        if (!settings.chains().isEmpty()) {
            return;
        }
        TopicMark.names(settings.data()).stream().map(Topics::chainBlocks).forEach(this::look);
        var firstLook = new CountDownLatch(1);
        loop = BackgroundLoop.start(
                "topic-discovery", LoopBounds.DEFAULT, clock, report -> new Work(report, firstLook));
        try {
            if (!firstLook.await(FIRST_LOOK_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the first look for topics did not end within {}", FIRST_LOOK_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        BackgroundLoop started = loop;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return status().map(LoopStatus::running).orElse(false);
    }

    private final class Work implements LoopWork {
        private final Admin admin = Admin.create(settings.kafka().access().settings(Map.of()));
        private final LoopReport report;
        private final CountDownLatch firstLook;

        Work(LoopReport report, CountDownLatch firstLook) {
            this.report = report;
            this.firstLook = firstLook;
        }

        @Override
        public Duration round() throws Exception {
            try {
                lookAtEach(admin.listTopics().names().get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS));
                report.progressed();
                return LOOK_EVERY;
            } catch (TimeoutException e) {
                throw new IllegalStateException("the broker does not list its topics", e);
            } finally {
                firstLook.countDown();
            }
        }

        @Override
        public void wakeup() {
            close();
        }

        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }

    /** One topic that cannot be indexed keeps no other waiting; its failure is the failure of the round. */
    private void lookAtEach(Set<String> topics) {
        RuntimeException failure = null;
        for (String topic : topics) {
            try {
                look(topic);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void look(String topic) {
        Optional<ChainId> chain = Topics.chainOf(topic);
        if (chain.isPresent() && !feed.reads(chain.get()) && !leftAlone.contains(topic)) {
            index(chain.get(), topic);
        }
    }

    private void index(ChainId chain, String topic) {
        Optional<ChainProfile> profile = Chains.find(chain);
        if (profile.isEmpty() || feed.statuses().size() >= CHAINS_MAX) {
            LOG.warn("topic {} is not indexed: its chain has no profile, or {} chains are indexed", topic, CHAINS_MAX);
            leftAlone.add(topic);
            return;
        }
        try {
            feed.read(chain, opener.open(profile.get()));
            metrics.add(chain);
            LOG.info("chain {} is indexed from now on", chain);
            profile.get().assumptions().forEach(text -> LOG.warn("assumed of {}: {}", chain, text));
        } catch (InputFaultException e) {
            LOG.error("the index of {} cannot be opened", chain, e);
            leftAlone.add(topic);
            unopened.put(topic, "the index cannot be opened: " + e.fault().sentence());
        }
    }
}
