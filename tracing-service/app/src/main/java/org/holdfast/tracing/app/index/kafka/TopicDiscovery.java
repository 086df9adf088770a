package org.holdfast.tracing.app.index.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.Topics;
import org.holdfast.tracing.app.index.IndexOpener;
import org.holdfast.tracing.app.index.TopicMark;
import org.holdfast.tracing.app.settings.TracingSettings;
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
    private static final long ANSWER_SECONDS_MAX = 30;
    private static final long STOP_SECONDS_MAX = 10;

    /** Each chain takes a thread, a consumer and an open index. */
    private static final int CHAINS_MAX = 64;

    private final TracingSettings settings;
    private final IndexOpener opener;
    private final KafkaBlockFeed feed;
    private final FeedMetrics metrics;
    private final Set<String> leftAlone = new HashSet<>();
    private Optional<Search> search = Optional.empty();

    TopicDiscovery(TracingSettings settings, IndexOpener opener, KafkaBlockFeed feed, FeedMetrics metrics) {
        this.settings = settings;
        this.opener = opener;
        this.feed = feed;
        this.metrics = metrics;
    }

    /** The first look is made before the service is ready. Spring starts the feed before this, which depends on it. */
    @Override
    public synchronized void start() {
        if (!settings.chains().isEmpty()) {
            return;
        }
        var admin = Admin.create(settings.kafka().access().settings(Map.of()));
        TopicMark.names(settings.data()).stream().map(Topics::chainBlocks).forEach(this::look);
        look(admin);
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("topic-discovery").factory());
        ScheduledFuture<?> looks = thread.scheduleWithFixedDelay(
                () -> look(admin), LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        search = Optional.of(new Search(admin, thread, looks));
    }

    @Override
    public synchronized void stop() {
        search.ifPresent(Search::stop);
        search = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return search.isPresent();
    }

    private record Search(Admin admin, ScheduledExecutorService thread, ScheduledFuture<?> looks) {
        void stop() {
            looks.cancel(true);
            thread.shutdownNow();
            try {
                if (!thread.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                    LOG.warn("the search for topics did not stop in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            admin.close();
        }
    }

    private void look(Admin admin) {
        try {
            admin.listTopics().names().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).forEach(this::look);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the broker does not list its topics; the next look is in {}", LOOK_EVERY, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the search for topics failed; the next look is in {}", LOOK_EVERY, e);
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
        }
    }
}
