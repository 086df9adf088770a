package org.holdfast.tracing.app.trace.work;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.origin.LedgerOriginOutcome;
import org.holdfast.tracing.account.origin.LedgerOriginTracer;
import org.holdfast.tracing.account.path.LedgerPaths;
import org.holdfast.tracing.account.trace.LedgerOutcome;
import org.holdfast.tracing.account.trace.LedgerTracer;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.label.LabelSet;
import org.holdfast.tracing.app.trace.job.TraceWatch;
import org.holdfast.tracing.app.trace.question.Question;
import org.holdfast.tracing.bound.BoundsTable;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.origin.OriginOutcome;
import org.holdfast.tracing.output.origin.OriginTracer;
import org.holdfast.tracing.output.path.FoundPaths;
import org.holdfast.tracing.output.trace.ChangeLinks;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.written.WrittenResult;

/** A question and its findings over one snapshot of the index: between two a reorg may change what stands where. */
final class TraceRun {
    /** What came out. */
    record Ran(WrittenResult result, List<Finding> findings) {
        public Ran {
            findings = List.copyOf(findings);
        }
    }

    private TraceRun() {}

    /** Throws {@link InputFaultException} on a question that has no answer here, and what the watch throws. */
    static Ran run(
            Question.OfOutputs question,
            LabelSet labels,
            GraphStore store,
            TraceWatch watch,
            Optional<Findings.Purpose> purpose) {
        try (var snapshot = store.snapshot()) {
            return switch (question) {
                case Question.Forward forward -> forward(forward, labels, snapshot, watch, purpose);
                case Question.Backward backward -> {
                    var index = new MeteredIndex(snapshot, watch, MeteredIndex.Weight.ORIGINS);
                    yield switch (OriginTracer.trace(backward.spec(), index, labels, watch.monitor())) {
                        case OriginOutcome.Traced traced -> new Ran(traced.result(), List.of());
                        case OriginOutcome.Refused(InputFault fault) -> throw refused(fault, watch);
                    };
                }
                case Question.Between between -> {
                    var index = new MeteredIndex(snapshot, watch, MeteredIndex.Weight.PLACES);
                    yield new Ran(FoundPaths.of(between.query(), index, watch.monitor()), List.of());
                }
                case Question.Bounded bounded -> {
                    var index = new MeteredIndex(snapshot, watch, MeteredIndex.Weight.NETWORK);
                    yield new Ran(
                            BoundsTable.of(bounded.spec(), bounded.destinations(), index, labels, watch.monitor()),
                            List.of());
                }
            };
        } catch (InputFaultException e) {
            throw refused(e.fault(), watch);
        }
    }

    private static Ran forward(
            Question.Forward question,
            LabelSet labels,
            GraphSnapshot snapshot,
            TraceWatch watch,
            Optional<Findings.Purpose> purpose) {
        var index = new MeteredIndex(snapshot, watch, MeteredIndex.Weight.ENDS);
        return switch (Tracer.trace(question.spec(), index, labels, ChangeLinks.NONE, index.monitor(watch.monitor()))) {
            case TraceOutcome.Traced traced ->
                new Ran(
                        traced.result(),
                        purpose.map(why -> Findings.of(why, traced.result(), labels, snapshot))
                                .orElse(List.of()));
            case TraceOutcome.Refused(InputFault fault) -> throw refused(fault, watch);
        };
    }

    /** The same on accounts. */
    static Ran run(
            Question.OfAccounts question,
            LabelSet labels,
            AccountStore store,
            TraceWatch watch,
            Optional<Findings.Purpose> purpose) {
        try (var snapshot = store.snapshot()) {
            return switch (question) {
                case Question.LedgerForward forward ->
                    switch (LedgerTracer.trace(forward.spec(), snapshot, labels, watch.movements())) {
                        case LedgerOutcome.Traced traced ->
                            new Ran(
                                    traced.result(),
                                    purpose.map(why -> AccountFindings.of(why, traced.result(), labels, snapshot))
                                            .orElse(List.of()));
                        case LedgerOutcome.Refused(InputFault fault) -> throw refused(fault, watch);
                    };
                case Question.LedgerBackward backward ->
                    switch (LedgerOriginTracer.trace(backward.spec(), snapshot, labels, watch.movements())) {
                        case LedgerOriginOutcome.Traced traced -> new Ran(traced.result(), List.of());
                        case LedgerOriginOutcome.Refused(InputFault fault) -> throw refused(fault, watch);
                    };
                case Question.LedgerBetween between ->
                    new Ran(LedgerPaths.find(between.query(), snapshot, watch.movements()), List.of());
                case Question.LedgerBounded bounded ->
                    new Ran(
                            BoundsTable.of(
                                    bounded.spec(),
                                    bounded.asset(),
                                    bounded.destinations(),
                                    snapshot,
                                    labels,
                                    watch.movements()),
                            List.of());
            };
        } catch (InputFaultException e) {
            throw refused(e.fault(), watch);
        }
    }

    /** The engine says that it was cancelled; the watch knows by whom. */
    private static RuntimeException refused(InputFault fault, TraceWatch watch) {
        watch.requireGoingOn();
        return new InputFaultException(fault);
    }
}
