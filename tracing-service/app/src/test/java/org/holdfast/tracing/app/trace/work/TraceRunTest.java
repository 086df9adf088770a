package org.holdfast.tracing.app.trace.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.tracing.app.label.Label;
import org.holdfast.tracing.app.label.LabelSet;
import org.holdfast.tracing.app.trace.document.WrittenDocument;
import org.holdfast.tracing.app.trace.job.TraceStoppedException;
import org.holdfast.tracing.app.trace.job.TraceWatch;
import org.holdfast.tracing.app.trace.question.Question;
import org.holdfast.tracing.index.IndexReport;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.origin.OriginSpec;
import org.holdfast.tracing.output.path.PathTarget;
import org.holdfast.tracing.output.path.Paths;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceRunTest {
    private static final LabelSet LABELS = LabelSet.of(List.of(
            Label.of(new Address(SmallGraphs.CHAIN, "desk"), new VaspId("exchange-a"), "exchange", "test", 900)));
    private static final Findings.Purpose PURPOSE =
            new Findings.Purpose(new TraceId("t"), new CaseId("C"), new OfficerId("o"), Instant.EPOCH);

    @TempDir
    private Path folder;

    /** The index of one branch when first asked, of another one when asked again: as if a reorg came in between. */
    private record StubReorgBetweenSnapshots(GraphStore first, GraphStore then, List<GraphStore> asked)
            implements GraphStore {
        @Override
        public GraphSnapshot snapshot() {
            GraphStore now = asked.isEmpty() ? first : then;
            asked.add(now);
            return now.snapshot();
        }

        @Override
        public void append(BlockContent block, long feedOffset) {
            first.append(block, feedOffset);
        }

        @Override
        public void retract(BlockRef block, long feedOffset) {
            first.retract(block, feedOffset);
        }

        @Override
        public long feedOffset() {
            return first.feedOffset();
        }

        @Override
        public IndexReport check() {
            return first.check();
        }

        @Override
        public long bytes() {
            return first.bytes();
        }

        @Override
        public GraphTotals totals() {
            return first.totals();
        }

        @Override
        public void close() {
            first.close();
            then.close();
        }
    }

    @Test
    void findingsNameTheBlocksThatTheTraceSaw() {
        try (var store = new StubReorgBetweenSnapshots(
                SmallGraphs.chainOf(folder.resolve("a"), 3, 101),
                SmallGraphs.chainOf(folder.resolve("b"), 3, 102),
                new ArrayList<>())) {
            var ran = TraceRun.run(question(), LABELS, store, new TraceWatch(1_000), Optional.of(PURPOSE));
            assertThat(ran.result().tip().hash()).isEqualTo(SmallGraphs.hash(101));
            assertThat(ran.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.fact().getValueReachedService().getOutputs(0).getBlockHash())
                        .isEqualTo(ByteString.copyFrom(SmallGraphs.hash(101).displayBytes()));
                assertThat(finding.fact().getValueReachedService().getTipHash())
                        .isEqualTo(ByteString.copyFrom(SmallGraphs.hash(101).displayBytes()));
                assertThat(finding.labels()).hasSize(1);
            });
        }
    }

    /** A look at an end's name or at what spends it is no visit: memory that is not taken must not be counted. */
    @Test
    void countsTheSeedOnceAndWhatIsVisitedOnceForEachPolicy() {
        try (var store = SmallGraphs.chainOf(folder.resolve("a"), 10, 101)) {
            var watch = new TraceWatch(1_000);
            var spec = new TraceSpec(
                    SmallGraphs.CHAIN,
                    List.of(SmallGraphs.SEED),
                    List.of(Policy.FIFO, Policy.POISON),
                    OutputLimits.DEFAULT);
            TraceRun.run(new Question.Forward(spec, Optional.empty()), LABELS, store, watch, Optional.empty());
            assertThat(watch.transactions()).isEqualTo(1 + 10 + 10);
        }
    }

    /** A block whose fees are followed is read whole; of its outputs only those of the coinbase are kept. */
    @Test
    void countsEachTransactionOfABlockWhoseFeesAreFollowed() {
        try (var store = SmallGraphs.feesOf(folder.resolve("a"), 5)) {
            var spec = new TraceSpec(
                    SmallGraphs.CHAIN, List.of(SmallGraphs.SEED), List.of(Policy.FIFO), OutputLimits.DEFAULT, true);
            var question = new Question.Forward(spec, Optional.empty());
            var watch = new TraceWatch(1_000);
            var ran = TraceRun.run(question, LABELS, store, watch, Optional.empty());
            assertThat(ran.result().canonical()).contains("\"visited\":\"8\"");
            // The seed, the one visited, the coinbase, and those of its block: the visited one and five others.
            assertThat(watch.transactions()).isEqualTo(1 + 1 + 1 + 6);
            // The seed, an output visited, and the two of the coinbase.
            TraceRun.run(question, LABELS, store, new TraceWatch(4), Optional.empty());
            assertThat(catchThrowableOfType(
                                    InputFaultException.class,
                                    () -> TraceRun.run(question, LABELS, store, new TraceWatch(3), Optional.empty()))
                            .fault()
                            .code())
                    .isEqualTo("tracing.trace.too-large");
        }
    }

    @Test
    void aTraceThatMeetsMoreOutputsThanAllowedEndsWithACode() {
        try (var store = SmallGraphs.chainOf(folder.resolve("a"), 2_000, 101)) {
            var watch = new TraceWatch(500);
            var fault = catchThrowableOfType(
                    InputFaultException.class, () -> TraceRun.run(question(), LABELS, store, watch, Optional.empty()));
            assertThat(fault.fault().code()).isEqualTo("tracing.trace.too-large");
            assertThat(watch.transactions()).isEqualTo(501);
        }
    }

    @Test
    void aTraceThatIsAskedToStopLetsGoOfTheIndex() {
        try (var store = SmallGraphs.chainOf(folder.resolve("a"), 2_000, 101)) {
            var watch = new TraceWatch(1_000_000);
            watch.stop(TraceWatch.Stop.CANCELLED);
            watch.stop(TraceWatch.Stop.YIELDED);
            assertThat(watch.stop()).isEqualTo(TraceWatch.Stop.CANCELLED);
            assertThatExceptionOfType(TraceStoppedException.class)
                    .isThrownBy(() -> TraceRun.run(question(), LABELS, store, watch, Optional.empty()));
            // Would wait for a snapshot that is still open.
            store.retract(new BlockRef(7, SmallGraphs.hash(101)), 2);
        }
    }

    @Test
    void aTraceThatIsAskedToStopWhileItRunsStopsAtTheNextTransaction() {
        try (var store = SmallGraphs.chainOf(folder.resolve("a"), 2_000, 101);
                var snapshot = store.snapshot()) {
            var watch = new TraceWatch(1_000_000);
            var index = new MeteredIndex(snapshot, watch, MeteredIndex.Weight.ENDS);
            var cursor = index.cursor();
            long seed = snapshot.resolve(List.of(SmallGraphs.SEED.txId()))[0];
            cursor.moveTo(seed);
            watch.stop(TraceWatch.Stop.CANCELLED);
            long next = cursor.spender(0);
            assertThatExceptionOfType(TraceStoppedException.class).isThrownBy(() -> cursor.moveTo(next));
        }
    }

    @Test
    void everyKindOfQuestionIsBoundAndStopped() {
        try (var store = SmallGraphs.chainOf(folder.resolve("a"), 2_000, 101)) {
            for (Question.OfOutputs question : List.of(
                    question(),
                    new Question.Backward(new OriginSpec(
                            SmallGraphs.CHAIN,
                            List.of(SmallGraphs.LAST.apply(2_000)),
                            List.of(),
                            List.of(Policy.PRO_RATA),
                            OutputLimits.DEFAULT,
                            0)),
                    new Question.Between(new Paths.Query(
                            SmallGraphs.CHAIN,
                            List.of(SmallGraphs.SEED),
                            new PathTarget.At("desk"),
                            3_000,
                            0,
                            Long.MAX_VALUE,
                            10,
                            10_000)),
                    new Question.Bounded(question().spec(), List.of("desk")))) {
                var small = new TraceWatch(500);
                var fault = catchThrowableOfType(
                        InputFaultException.class,
                        () -> TraceRun.run(question, LABELS, store, small, Optional.empty()));
                assertThat(fault.fault().code()).as(question.toString()).isEqualTo("tracing.trace.too-large");
                var stopped = new TraceWatch(1_000_000);
                stopped.stop(TraceWatch.Stop.CANCELLED);
                assertThatExceptionOfType(TraceStoppedException.class)
                        .isThrownBy(() -> TraceRun.run(question, LABELS, store, stopped, Optional.empty()));
                var whole = TraceRun.run(question, LABELS, store, new TraceWatch(100_000), Optional.empty());
                var written = WrittenDocument.of(whole.result());
                assertThat(written.digest())
                        .isEqualTo(whole.result().resultDigest())
                        .isEqualTo(Digests.sha256(whole.result().canonical()));
            }
        }
    }

    private static Question.Forward question() {
        return new Question.Forward(
                new TraceSpec(SmallGraphs.CHAIN, List.of(SmallGraphs.SEED), List.of(Policy.FIFO), OutputLimits.DEFAULT),
                Optional.empty());
    }
}
