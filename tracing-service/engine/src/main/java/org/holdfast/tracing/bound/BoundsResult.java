package org.holdfast.tracing.bound;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.flow.Interval;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;
import org.holdfast.tracing.written.WrittenResult;

/**
 * Bounds of destinations that hold under every conserving policy. Each bound is exact on its own. The lower bounds of
 * several rows are not necessarily reached together.
 *
 * @param asked the question in its written form
 * @param seeds the value of all seeds, base units
 * @param omitted number of exchanges beyond {@link #EXCHANGES_MAX}, which have no row
 * @param labels labels of the destinations
 */
public record BoundsResult(
        Map<String, Object> asked,
        String engineVersion,
        String labelSet,
        List<Segment> segments,
        BigInteger seeds,
        List<Row> rows,
        int omitted,
        Set<LabelId> labels)
        implements WrittenResult {
    /** Limits the cost: each row takes two maximum flows. */
    public static final int EXCHANGES_MAX = 100;

    public BoundsResult {
        asked = Map.copyOf(asked);
        segments = List.copyOf(segments);
        rows = List.copyOf(rows);
        labels = Set.copyOf(labels);
    }

    /** The subject of a row. The word is its stable form. */
    public enum Kind {
        /** All destinations that the question names. */
        CHOSEN("chosen"),
        /** All destinations at the addresses of one exchange or issuer. */
        EXCHANGE("exchange"),
        /** All destinations with one end reason. */
        REASON("reason");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * One set of destinations.
     *
     * @param name the exchange, the reason, or the chosen names separated by spaces
     * @param places number of destinations
     */
    public record Row(Kind kind, String name, int places, Interval interval) {}

    @Override
    public Map<String, Object> basis() {
        return CanonicalResult.basis("holdfast-bounds-1", asked, engineVersion, labelSet, heuristicSet(), segments);
    }

    @Override
    public Map<String, Object> whole() {
        var whole = new TreeMap<>(basis());
        whole.put("seeds", seeds.toString());
        whole.put("omitted", omitted);
        whole.put("rows", CanonicalJson.each(rows, BoundsResult::row));
        return whole;
    }

    private static Map<String, Object> row(Row row) {
        return Map.of(
                "kind", row.kind().word(),
                "name", row.name(),
                "places", row.places(),
                "least", row.interval().least().toString(),
                "most", row.interval().most().toString());
    }
}
