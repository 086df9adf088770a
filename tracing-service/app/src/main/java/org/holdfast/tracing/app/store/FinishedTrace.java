package org.holdfast.tracing.app.store;

import java.util.List;

/** What is kept of a trace that came to its end. */
public record FinishedTrace(
        String result, long transactions, List<TracePage> pages, Basis basis, List<Finding> findings) {
    public FinishedTrace {
        pages = List.copyOf(pages);
        findings = List.copyOf(findings);
    }
}
