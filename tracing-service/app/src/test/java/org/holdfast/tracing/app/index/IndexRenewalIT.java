package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexCatalog;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.catalog.MappedCatalog;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The renewal of an index step by step, over a topic in memory. */
class IndexRenewalIT {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;

    /** Small files, which are copied. */
    private static final int FILE_SHIFT = 16;

    @TempDir
    private Path folder;

    private final List<ChainRecord> topic = new ArrayList<>();
    private final Set<Integer> published = new HashSet<>();
    /** What a kill would leave at each step. */
    private final List<Path> left = new ArrayList<>();

    /** An index with its feed, as after a start of the service. */
    private static final class Running implements AutoCloseable {
        private final IndexCatalog<MappedGraphStore> catalog;
        private final MappedGraphStore store;
        private FeedIndex<BlockContent> index;
        private int next;

        Running(Path folder) {
            catalog = new MappedCatalog<>(
                    folder,
                    opening -> MappedGraphStore.open(
                            new IndexOpening(opening.folder(), opening.chain(), FILE_SHIFT, BootId.current())));
            store = catalog.open(CHAIN, said -> {});
            index = FeedIndex.of(store, IndexRenewal.of(catalog, CHAIN, store));
            next = (int) index.feedOffset();
        }

        /** Reads on to the end of the topic. */
        void read(List<ChainRecord> topic) {
            for (; next < topic.size(); next++) {
                ChainRecord record = topic.get(next);
                switch (record.getRecordCase()) {
                    case OPENED -> index.open(record.getOpened());
                    case SEALED -> {
                        var _ = index.seal(record.getSealed());
                        index.append(next + 1L);
                    }
                    default -> index.add(record);
                }
            }
        }

        ChainOrderBuild<?> begin() {
            TracingNode.await(() -> index.renewal().isDue(), "a renewal that is due");
            return ChainOrderBuild.due(index).orElseThrow();
        }

        /** Puts a new index in place, which was handed over. */
        void replace() {
            assertThat(index.renew(next, () -> {})).isTrue();
            index = index.again(() -> {});
            next = (int) index.feedOffset();
        }

        boolean isIncomplete() {
            return catalog.isIncomplete(CHAIN);
        }

        State state() {
            return new State(store.totals(), index.segments());
        }

        @Override
        public void close() {
            index.renewal().close();
            store.close();
        }
    }

    /** What an index holds. */
    private record State(GraphTotals totals, List<Segment> segments) {}

    /** Kills do not lose what a process has written: a copy of the files is what the next start finds. */
    @Test
    void aKillAtAnyStepOfARenewalLeavesAnIndexThatAnswersAndIsRenewed() throws Exception {
        publish(1, 2, 5, 4, 3, 6);
        try (var service = new Running(folder.resolve("index"))) {
            service.read(topic);
            killed();
            try (ChainOrderBuild<?> build = service.begin()) {
                killed();
                scan(build);
                var offsets = build.inOrder();
                while (offsets.hasNext()) {
                    take(build, (int) offsets.nextLong());
                    killed();
                }
                build.handOver();
            }
            killed();
            service.replace();
            killed();
            assertThat(service.isIncomplete()).isFalse();
        }
        var services = new ArrayList<Running>();
        try {
            for (Path copy : left) {
                services.add(new Running(copy));
            }
            for (Running service : services) {
                requireRenewed(service);
            }
        } finally {
            services.forEach(Running::close);
        }
    }

    private void requireRenewed(Running service) {
        boolean renewed = !service.isIncomplete();
        assertThat(service.store.check().findings()).isEmpty();
        assertThat(service.index.block(2)).isPresent();
        assertThat(service.index.block(3).isPresent()).isEqualTo(renewed);
        assertThat(service.index.rebuilding().isPresent()).isNotEqualTo(renewed);
        service.read(topic);
        assertThat(service.isIncomplete()).isNotEqualTo(renewed);
        if (!renewed) {
            renew(service);
        }
        assertThat(service.state()).isEqualTo(inOrder());
        assertThat(service.store.check().findings()).isEmpty();
        assertThat(service.index.rebuilding()).isEmpty();
    }

    /** An index from files has blocks that the topic lacks: it answers, says why it is not renewed, and tries again. */
    @Test
    void anIndexFromFilesIsRenewedOnceTheTopicHasItsBlocks() {
        publish(1, 2, 5, 6);
        Path home = folder.resolve("index");
        try (var files = new Running(home)) {
            files.read(topic);
        }
        topic.clear();
        published.clear();
        publish(5, 6, 8, 7);
        try (var service = new Running(home)) {
            service.next = topic.size() / 2;
            service.read(topic);
            assertThat(service.isIncomplete()).isTrue();
            try (ChainOrderBuild<?> build = service.begin()) {
                scan(build);
                assertThatThrownBy(build::inOrder).isInstanceOfSatisfying(InputFaultException.class, e -> {
                    assertThat(e.fault().code()).isEqualTo("tracing.feed.topic-shorter");
                    build.failed(e);
                });
            }
            assertThat(service.index.rebuilding())
                    .hasValueSatisfying(said -> assertThat(said).contains("tracing.feed.topic-shorter"));
            assertThat(service.index.block(1)).isPresent();
            assertThat(service.index.renewal().isDue()).isFalse();

            publish(1, 2);
            service.read(topic);
            renew(service);
            service.read(topic);
            assertThat(service.index.rebuilding()).isEmpty();
            assertThat(service.index.segments())
                    .extracting(run -> run.first().height() + "-" + run.last().height())
                    .containsExactly("1-2", "5-8");
        }
    }

    private void renew(Running service) {
        try (ChainOrderBuild<?> build = service.begin()) {
            scan(build);
            build.inOrder().forEachRemaining((long offset) -> take(build, (int) offset));
            build.handOver();
        }
        service.replace();
    }

    private void scan(ChainOrderBuild<?> build) {
        for (int offset = 0; offset < topic.size(); offset++) {
            build.scan(topic.get(offset), offset);
        }
    }

    /** A block of three records. */
    private void take(ChainOrderBuild<?> build, int offset) {
        topic.subList(offset, offset + 3).forEach(build::take);
    }

    private State inOrder() {
        var sorted = new ArrayList<ChainRecord>();
        for (int height = 1; height <= 6; height++) {
            sorted.addAll(block(height, height == 1));
        }
        try (var service = new Running(folder.resolve("in-order-" + System.nanoTime()))) {
            service.read(sorted);
            return service.state();
        }
    }

    private void publish(int... heights) {
        for (int height : heights) {
            topic.addAll(block(height, !published.contains(height - 1)));
            published.add(height);
        }
    }

    /** A block that spends an output of the block below it. */
    private static List<ChainRecord> block(int height, boolean start) {
        var records = new ArrayList<>(new BlockTopic(CHAIN)
                .block(
                        height,
                        "b" + height,
                        "b" + (height - 1),
                        BlockTopic.transaction("m" + height, List.of(), "50@miner"),
                        BlockTopic.transaction("t" + height, List.of("m" + (height - 1) + ":0"), "50@a" + height)));
        ChainRecord first = records.getFirst();
        records.set(
                0,
                first.toBuilder()
                        .setOpened(first.getOpened().toBuilder().setSegmentStart(start))
                        .build());
        return records;
    }

    private void killed() throws IOException {
        Path copy = folder.resolve("killed-" + left.size());
        left.add(copy);
        try (Stream<Path> files = Files.walk(folder.resolve("index"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.resolve("index").relativize(file)));
            }
        }
    }
}
