package org.holdfast.tracing.app.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.LabelId;
import org.holdfast.tracing.app.store.Basis;
import org.holdfast.tracing.app.store.Finding;
import org.holdfast.tracing.app.store.LabelSet;
import org.holdfast.tracing.graph.GraphStore;
import org.holdfast.tracing.trace.TraceOutcome;
import org.holdfast.tracing.trace.TraceResult;
import org.holdfast.tracing.trace.TraceSpec;
import org.holdfast.tracing.trace.Tracer;

/** A trace and its findings, both over one snapshot of the index: between two a reorg may change what stands where. */
final class TraceRun {
    /** What came out. */
    record Ran(TraceResult result, List<Finding> findings) {
        Ran {
            findings = List.copyOf(findings);
        }

        /** The highest block that was there, to which the digest commits, and the labels at which value ends. */
        Basis basis() {
            var labels = new HashSet<LabelId>();
            result.results()
                    .forEach(one -> one.ends().forEach(end -> {
                        if (end.label() != null) {
                            labels.add(end.label().labelId());
                        }
                    }));
            return new Basis(result.spec().chain(), Set.of(result.tip().hash()), labels);
        }
    }

    private TraceRun() {}

    /** Throws {@link InputFaultException} on a question that has no answer here, and what the watch throws. */
    static Ran run(
            TraceSpec spec, LabelSet labels, GraphStore store, TraceWatch watch, Optional<Findings.Purpose> purpose) {
        try (var snapshot = store.snapshot()) {
            return switch (Tracer.trace(spec, new WatchedIndex(snapshot, watch), labels)) {
                case TraceOutcome.Traced(TraceResult result) ->
                    new Ran(
                            result,
                            purpose.map(why -> Findings.of(why, result, labels, snapshot))
                                    .orElse(List.of()));
                case TraceOutcome.Refused(InputFault fault) -> throw new InputFaultException(fault);
            };
        }
    }
}
