package org.holdfast.tracing.store.frame;

import java.util.List;

/**
 * What a check of the whole index found.
 *
 * @param checked how many transactions, or entries of ledgers, were looked at
 * @param findings what is wrong, one sentence each, at most {@link #FINDINGS_MAX}; empty where all is well
 */
public record IndexReport(long checked, List<String> findings) {
    /** A damaged index is built again, so a few findings say enough. */
    public static final int FINDINGS_MAX = 20;

    public IndexReport {
        findings = List.copyOf(findings);
    }

    public boolean isSound() {
        return findings.isEmpty();
    }
}
