package org.holdfast.tracing.account.path;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.QuestionLists;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;
import org.holdfast.tracing.written.WrittenResult;

/**
 * Paths over accounts from seeds to a target. Each step is a later payment in the same asset. A path proves a
 * connection and has no amount. It ends at its first deposit into the target.
 *
 * @param paths each from a seed to a deposit into the target, both included; in ledger order
 * @param cutByHops number of accounts beyond the limit on hops from the target
 * @param cutByValue number of payments below the least value, counted from the target
 * @param cutByTime number of payments above the last height, counted from the target
 * @param cutByHubs number of accounts above the limit for hubs
 * @param more true if there are more paths than the limit
 * @param unexplored number of accounts not read because of the limit on movements
 */
public record LedgerPaths(
        Query query,
        String engineVersion,
        List<Segment> segments,
        List<List<Step>> paths,
        long cutByHops,
        long cutByValue,
        long cutByTime,
        long cutByHubs,
        boolean more,
        long unexplored)
        implements WrittenResult {
    public LedgerPaths {
        segments = List.copyOf(segments);
        paths = List.copyOf(paths);
    }

    /** A deposit on a path. */
    public record Step(AccountKey account, long height, TxId txId) {
        /** {@code <address> <txid>}. */
        @Override
        public String toString() {
            return account.address() + " " + txId;
        }
    }

    /**
     * The question.
     *
     * @param target an address; seeds in assets without an account at the target are ignored
     * @param hops the longest path, in payments
     * @param leastValue the minimum amount of payments on a path, base units
     * @param untilHeight the highest height of payments on a path
     * @param hubMovements accounts with more movements are not on a path
     * @param most maximum number of listed paths
     * @param movements maximum number of movements read
     */
    public record Query(
            ChainId chain,
            List<LedgerSeed> seeds,
            String target,
            int hops,
            BigInteger leastValue,
            long untilHeight,
            long hubMovements,
            int most,
            long movements) {
        /** The limit on hops; each hop needs one table. */
        public static final int HOPS_MAX = 100;

        public Query {
            seeds = QuestionLists.seeds(seeds, "seeds");
            LimitFaults.require("hops", hops, 0);
            LimitFaults.require("leastValue", leastValue, 0);
            LimitFaults.require("untilHeight", untilHeight, 0);
            LimitFaults.require("hubMovements", hubMovements, 1);
            LimitFaults.require("movements", movements, 1);
            LimitFaults.require("paths", most, 1);
            QuestionLists.requireAtMost("paths", QuestionLists.PATHS_MAX, most);
            QuestionLists.requireAtMost("hops", HOPS_MAX, hops);
        }
    }

    /**
     * Searches for paths with a monitor.
     *
     * @throws org.holdfast.primitives.InputFaultException {@code tracing.seed.*} for a seed that is not indexed; {@code
     *     tracing.trace.cancelled} after a cancellation
     */
    public static LedgerPaths find(Query query, AccountIndex index, QuestionMonitor monitor) {
        return LedgerPathSearch.find(query, index, monitor, WrittenResult.ENGINE_VERSION);
    }

    @Override
    public String labelSet() {
        return "none";
    }

    @Override
    public Map<String, Object> basis() {
        var asked = new TreeMap<String, Object>();
        asked.put("chain", query.chain().text());
        asked.put("seeds", query.seeds().stream().map(LedgerSeed::toString).toList());
        asked.put("target", query.target());
        asked.put(
                "limits",
                Map.of(
                        "hops", query.hops(),
                        "leastValue", query.leastValue().toString(),
                        "untilHeight", Long.toString(query.untilHeight()),
                        "hubMovements", Long.toString(query.hubMovements()),
                        "paths", query.most(),
                        "movements", Long.toString(query.movements())));
        return CanonicalResult.basis(
                "holdfast-ledger-paths-1", asked, engineVersion, labelSet(), heuristicSet(), segments);
    }

    @Override
    public Map<String, Object> whole() {
        var whole = new TreeMap<>(basis());
        whole.put("cutByHops", Long.toString(cutByHops));
        whole.put("cutByValue", Long.toString(cutByValue));
        whole.put("cutByTime", Long.toString(cutByTime));
        whole.put("cutByHubs", Long.toString(cutByHubs));
        whole.put("more", more);
        whole.put("unexplored", Long.toString(unexplored));
        whole.put(
                "paths",
                CanonicalJson.each(
                        paths, path -> path.stream().map(Step::toString).toList()));
        return whole;
    }
}
