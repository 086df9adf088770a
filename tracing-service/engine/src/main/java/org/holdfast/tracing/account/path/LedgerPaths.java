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
 * Paths over accounts from seeds to an account, each step a payment later than the one before, in one asset. A path
 * proves that value could have gone that way, and carries no amount. It ends where it meets the target first.
 *
 * @param paths each from a seed to a deposit into the target, both included; in ledger order
 * @param cutByHops accounts from which the target is further than allowed
 * @param cutByValue payments of less than the least value, on the side of the target
 * @param cutByTime payments above the last height, on the side of the target
 * @param cutByHubs accounts with more movements than the limit for hubs
 * @param more true where more paths exist than were asked for
 * @param unexplored accounts that were not looked at, because of the limit on movements
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
     * What to look for.
     *
     * @param target an address; only seeds of an asset are followed that the target has an account of
     * @param hops the longest path, in payments
     * @param leastValue payments of less are not passed, base units
     * @param untilHeight payments above are not passed
     * @param hubMovements accounts with more movements are not passed
     * @param most how many paths are listed
     * @param movements how many movements are read
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
        /** How deep a search goes at most; each step costs a table. */
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
     * Looks for paths under the eyes of a monitor.
     *
     * @throws org.holdfast.primitives.InputFaultException where a seed is not here, and where the monitor cancelled
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
