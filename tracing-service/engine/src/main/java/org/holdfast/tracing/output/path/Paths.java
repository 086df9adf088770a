package org.holdfast.tracing.output.path;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.QuestionLists;
import org.holdfast.tracing.question.QuestionMonitor;

/**
 * Paths from seeds to a target. The search first finds everything from which the target can be reached, then goes
 * forward from the seeds inside it. A path proves a connection and has no amount.
 *
 * @param paths each from a seed to the target, both included; in chain order
 * @param cutByHops number of branches beyond the limit on hops
 * @param cutByValue number of outputs before the target with less than the least value
 * @param cutByTime number of outputs before the target above the last height
 * @param more true if there are more paths than the limit
 * @param unexplored number of transactions not read because of the limit
 */
public record Paths(
        List<List<Outpoint>> paths, long cutByHops, long cutByValue, long cutByTime, boolean more, long unexplored) {
    public Paths {
        paths = List.copyOf(paths);
    }

    /**
     * The question.
     *
     * @param hops the longest path, in transactions
     * @param leastValue the minimum value of outputs on a path, seeds excepted, base units
     * @param untilHeight the highest height of transactions on a path
     * @param most maximum number of listed paths
     * @param transactions maximum number of transactions to read
     */
    public record Query(
            ChainId chain,
            List<Outpoint> seeds,
            PathTarget target,
            int hops,
            long leastValue,
            long untilHeight,
            int most,
            long transactions) {
        public Query {
            seeds = QuestionLists.seeds(seeds, "seeds");
            LimitFaults.require("hops", hops, 0);
            LimitFaults.require("leastValue", leastValue, 0);
            LimitFaults.require("untilHeight", untilHeight, 0);
            LimitFaults.require("transactions", transactions, 1);
            LimitFaults.require("paths", most, 1);
            QuestionLists.requireAtMost("paths", QuestionLists.PATHS_MAX, most);
        }
    }

    /**
     * Searches for paths.
     *
     * @throws org.holdfast.primitives.InputFaultException {@code tracing.seed.*} for a seed or target that is not
     *     indexed
     */
    public static Paths find(Query query, GraphIndex graph) {
        return find(query, graph, QuestionMonitor.NONE);
    }

    /**
     * Searches for paths with a monitor.
     *
     * @throws org.holdfast.primitives.InputFaultException {@code tracing.seed.*} for a seed or target that is not
     *     indexed; {@code tracing.trace.cancelled} after a cancellation
     */
    public static Paths find(Query query, GraphIndex graph, QuestionMonitor monitor) {
        return PathSearch.find(query, graph, monitor);
    }
}
