package org.holdfast.tracing.app.trace.row;

import java.util.List;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.trace.document.TracePage;

/**
 * What is kept of a trace that came to its end.
 *
 * @param pages of its long lists, made one by one while they are written, and again where writing is tried again
 * @param document the result in its written form, gzip, in parts
 */
public record FinishedTrace(
        String result,
        long transactions,
        Iterable<TracePage> pages,
        List<byte[]> document,
        Basis basis,
        List<Finding> findings) {
    public FinishedTrace {
        document = List.copyOf(document);
        findings = List.copyOf(findings);
    }
}
