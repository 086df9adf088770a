package org.holdfast.tracing.ledgertrace;

import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.graph.Segment;
import org.holdfast.tracing.trace.CanonicalJson;
import org.holdfast.tracing.trace.CanonicalResult;

/**
 * A finished trace over ledgers: what each policy says, and all that it is a function of.
 *
 * @param labelSet name of the label set
 * @param segments the blocks that were there; a block's hash commits to every block before it
 */
public record LedgerResult(
        LedgerSpec spec,
        String engineVersion,
        String labelSet,
        List<Segment> segments,
        List<LedgerOutcome.PolicyOutcome> results) {
    public LedgerResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    /** The highest block that was there. */
    public BlockRef tip() {
        return segments.getLast().last();
    }

    /**
     * SHA-256 over what the result is a function of: specification, blocks, engine version, label set. 64 hexadecimal
     * digits.
     */
    public String digest() {
        return CanonicalResult.sha256(CanonicalLedger.basis(this));
    }

    /** SHA-256 over {@link #canonical()}. The same basis gives the same digest on any machine. */
    public String resultDigest() {
        return CanonicalResult.sha256(CanonicalLedger.whole(this));
    }

    /** The basis and every figure of the result as canonical JSON. */
    public String canonical() {
        return CanonicalJson.write(CanonicalLedger.whole(this));
    }
}
