package org.holdfast.tracing.index;

import java.util.List;

/**
 * What a check of a whole index found.
 *
 * @param checked how many transactions, or entries of ledgers, were read
 * @param findings one sentence for each defect, at most {@link #FINDINGS_MAX}; empty for a sound index
 */
public record IndexReport(long checked, List<String> findings) {
    /** A damaged index is built again, so a few findings are enough. */
    public static final int FINDINGS_MAX = 20;

    public IndexReport {
        findings = List.copyOf(findings);
    }

    /** Whether the check found no defect. */
    public boolean isSound() {
        return findings.isEmpty();
    }
}
