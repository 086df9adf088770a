package org.holdfast.tracing.output.path;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.QuestionLists;
import org.holdfast.tracing.question.QuestionMonitor;

/**
 * Paths from seeds to a target: first everything from which the target can be reached, then forward from the seeds
 * inside it, so that no step is taken that does not lead there. A path proves a connection and carries no amount.
 *
 * @param paths each from a seed to the target, both included; in chain order
 * @param cutByHops ways that would be longer than allowed
 * @param cutByValue outputs before the target, or on the way to it, that hold less than the least value
 * @param cutByTime outputs before the target, or on the way to it, of transactions above the last height
 * @param more true where more paths exist than were asked for
 * @param unexplored transactions that were not looked at, because of the limit on them
 */
public record Paths(
        List<List<Outpoint>> paths, long cutByHops, long cutByValue, long cutByTime, boolean more, long unexplored) {
    public Paths {
        paths = List.copyOf(paths);
    }

    /**
     * What to look for.
     *
     * @param hops the longest path, in transactions
     * @param leastValue outputs of less are not passed through, base units; seeds may hold less
     * @param untilHeight transactions above are not passed through
     * @param most how many paths are listed
     * @param transactions how many transactions are looked at
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
     * Looks for paths.
     *
     * @throws org.holdfast.primitives.InputFaultException where a seed or the target is not here
     */
    public static Paths find(Query query, GraphIndex graph) {
        return find(query, graph, QuestionMonitor.NONE);
    }

    /**
     * Looks for paths under the eyes of a monitor.
     *
     * @throws org.holdfast.primitives.InputFaultException where a seed or the target is not here, and where the monitor
     *     cancelled
     */
    public static Paths find(Query query, GraphIndex graph, QuestionMonitor monitor) {
        return PathSearch.find(query, graph, monitor);
    }
}
