package org.holdfast.tracing.app.index.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.kit.loop.LoopWork;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.disk.DiskRoom;
import org.holdfast.tracing.app.index.ChainOrderBuild;
import org.holdfast.tracing.app.index.FeedIndex;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Builds indexes again that lack blocks, one after the other, on a thread of its own. */
@Component
class IndexRenewals implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRenewals.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final DiskRoom room = DiskRoom.ofProperties();
    private final TracingSettings settings;
    private final KafkaBlockFeed feed;
    private final Clock clock;
    private volatile @Nullable BackgroundLoop loop;

    IndexRenewals(TracingSettings settings, KafkaBlockFeed feed, Clock clock) {
        this.settings = settings;
        this.feed = feed;
        this.clock = clock;
    }

    /** What the thread is doing. */
    LoopStatus status() {
        BackgroundLoop started = loop;
        return started == null ? LoopStatus.NEW : started.status();
    }

    @Override
    public void start() {
        loop = BackgroundLoop.start("index-renewal", LoopBounds.DEFAULT, clock, Work::new);
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
        return status().running();
    }

    private record Building(ChainId chain, ChainOrderBuild<?> build, TopicReplay replay) implements AutoCloseable {
        @Override
        public void close() {
            try (build) {
                replay.close();
            }
        }
    }

    private final class Work implements LoopWork {
        private final LoopReport report;
        private volatile @Nullable Building current;

        Work(LoopReport report) {
            this.report = report;
        }

        @Override
        public Duration round() {
            Building building = current;
            if (building == null) {
                return begin() ? Duration.ZERO : LOOK_AGAIN;
            }
            if (step(building)) {
                building.build().handOver();
                LOG.info("the index of {} is built again in chain order", building.chain());
                building.close();
                current = null;
                report.progressed();
            }
            return Duration.ZERO;
        }

        private boolean step(Building building) {
            try {
                // Giving the new index up makes room, and the loop waits before it tries again.
                room.shortage().ifPresent(shortage -> {
                    throw new UncheckedIOException(new IOException(shortage));
                });
                return building.replay().step();
            } catch (RuntimeException e) {
                building.build().failed(e);
                throw e;
            }
        }

        private boolean begin() {
            for (var entry : feed.indexes().entrySet()) {
                Optional<ChainOrderBuild<?>> due = ChainOrderBuild.due(entry.getValue());
                if (due.isPresent()) {
                    LOG.info("the index of {} lacks blocks and is built again in chain order", entry.getKey());
                    current = building(entry.getKey(), due.get());
                    return true;
                }
            }
            if (report.status().cause() == null
                    || feed.indexes().values().stream().noneMatch(this::isRebuilding)) {
                report.progressed();
            }
            return false;
        }

        private boolean isRebuilding(FeedIndex<?> index) {
            return index.rebuilding().isPresent();
        }

        private Building building(ChainId chain, ChainOrderBuild<?> build) {
            try {
                return new Building(
                        chain, build, new TopicReplay(settings.kafka().access(), chain, build));
            } catch (RuntimeException e) {
                build.close();
                throw e;
            }
        }

        @Override
        public void wakeup() {
            Building building = current;
            if (building != null) {
                building.replay().wakeup();
            }
        }

        @Override
        public void close() {
            Building building = current;
            if (building != null) {
                building.close();
            }
        }
    }
}
