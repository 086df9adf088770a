package org.holdfast.tracing.output.path;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;
import org.holdfast.tracing.written.WrittenResult;

/** Found paths, and everything that determines them. Labels have no influence. */
public record FoundPaths(Paths.Query query, String engineVersion, List<Segment> segments, Paths found)
        implements WrittenResult {
    public FoundPaths {
        segments = List.copyOf(segments);
    }

    /**
     * Searches for paths.
     *
     * @throws org.holdfast.primitives.InputFaultException {@code tracing.seed.*} for a seed or target that is not
     *     indexed; {@code tracing.trace.cancelled} after a cancellation
     */
    public static FoundPaths of(Paths.Query query, GraphIndex graph, QuestionMonitor monitor) {
        return new FoundPaths(query, WrittenResult.ENGINE_VERSION, graph.segments(), Paths.find(query, graph, monitor));
    }

    @Override
    public String labelSet() {
        return "none";
    }

    @Override
    public Map<String, Object> basis() {
        var asked = new TreeMap<String, Object>();
        asked.put("chain", query.chain().text());
        asked.put("seeds", query.seeds().stream().map(Outpoint::toString).toList());
        asked.put("target", query.target().toString());
        asked.put(
                "limits",
                Map.of(
                        "hops", query.hops(),
                        "leastValue", Long.toString(query.leastValue()),
                        "untilHeight", Long.toString(query.untilHeight()),
                        "paths", query.most(),
                        "transactions", Long.toString(query.transactions())));
        return CanonicalResult.basis("holdfast-paths-1", asked, engineVersion, labelSet(), heuristicSet(), segments);
    }

    @Override
    public Map<String, Object> whole() {
        var whole = new TreeMap<>(basis());
        whole.put("cutByHops", Long.toString(found.cutByHops()));
        whole.put("cutByValue", Long.toString(found.cutByValue()));
        whole.put("cutByTime", Long.toString(found.cutByTime()));
        whole.put("more", found.more());
        whole.put("unexplored", Long.toString(found.unexplored()));
        whole.put(
                "paths",
                CanonicalJson.each(
                        found.paths(),
                        path -> path.stream().map(Outpoint::toString).toList()));
        return whole;
    }
}
