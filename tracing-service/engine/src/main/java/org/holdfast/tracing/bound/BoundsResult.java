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
 * What can be said of destinations without choosing a policy: each row's bounds hold under every conserving one, and
 * each is exact by itself. Lower bounds of several rows need not be reached together.
 *
 * @param asked the question in its written form
 * @param seeds the value of all seeds, base units
 * @param omitted exchanges beyond {@link #EXCHANGES_MAX}, for which no row was computed
 * @param labels those at whose addresses value may end
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
    /** Each row takes two maximum flows. */
    public static final int EXCHANGES_MAX = 100;

    public BoundsResult {
        asked = Map.copyOf(asked);
        segments = List.copyOf(segments);
        rows = List.copyOf(rows);
        labels = Set.copyOf(labels);
    }

    /** What a row is about. The word is its stable form. */
    public enum Kind {
        /** All destinations that the question names, together. */
        CHOSEN("chosen"),
        /** All destinations at the addresses of one exchange or issuer. */
        EXCHANGE("exchange"),
        /** All destinations where value ends for one reason. */
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
     * @param name the exchange or the reason; of the chosen ones their names with spaces between
     * @param places how many destinations it has
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
