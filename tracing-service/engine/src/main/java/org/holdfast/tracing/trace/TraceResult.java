package org.holdfast.tracing.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.graph.Segment;

/**
 * A finished trace: one balanced result per policy, and all that it is a function of.
 *
 * @param labelSet name of the label set
 * @param heuristicSet name of the set of heuristics that say what is retained
 * @param segments the blocks that were there; a block's hash commits to every block before it
 */
public record TraceResult(
        TraceSpec spec,
        String engineVersion,
        String labelSet,
        String heuristicSet,
        List<Segment> segments,
        List<SealedTrace> results) {
    public TraceResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    /** The highest block that was there. */
    public BlockRef tip() {
        return segments.getLast().last();
    }

    /**
     * SHA-256 over what the result is a function of: specification, blocks, engine version, label set, heuristic set.
     * 64 hexadecimal digits.
     */
    public String digest() {
        return sha256(basis());
    }

    /** SHA-256 over the basis and every figure of the result. The same basis gives the same digest on any machine. */
    public String resultDigest() {
        var text = new StringBuilder(basis());
        for (SealedTrace result : results) {
            text.append("result ").append(result.policy()).append(' ').append(result.arithmetic());
            text.append(" visited=").append(result.transactionsVisited());
            text.append(" joined=").append(result.joinedClean()).append(',').append(result.joinedUnknown());
            text.append('\n');
            for (End end : result.ends()) {
                text.append("end ").append(end.reason()).append(' ').append(end.place());
                text.append(' ').append(end.traced()).append(' ').append(end.exact());
                text.append(' ').append(end.bySeed()).append('\n');
            }
        }
        return sha256(text.toString());
    }

    private String basis() {
        var text = new StringBuilder("holdfast trace 2\n").append(spec.canonical());
        segments.forEach(segment -> text.append("blocks ")
                .append(segment.first())
                .append(' ')
                .append(segment.last())
                .append('\n'));
        return text.append("engine ")
                .append(engineVersion)
                .append("\nlabels ")
                .append(labelSet)
                .append("\nheuristics ")
                .append(heuristicSet)
                .append('\n')
                .toString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
