package org.holdfast.tracing.origin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.TransactionView;
import org.holdfast.tracing.trace.SeedOutput;
import org.holdfast.tracing.trace.TraceSpec;
import org.jspecify.annotations.Nullable;

/**
 * Paths from seeds to a target: first everything from which the target can be reached, then forward from the seeds
 * inside it, so that no step is taken that does not lead there. A path proves a connection and carries no amount.
 *
 * @param paths each from a seed to the target, both included; in chain order
 * @param cutByHops ways that would be longer than allowed
 * @param cutByValue ways through an output of less than the least value
 * @param cutByTime ways through a transaction above the last height
 * @param more true where more paths exist than were asked for
 * @param unexplored transactions behind the target that were not looked at, because of the limit on them
 */
public record Paths(
        List<List<Outpoint>> paths, long cutByHops, long cutByValue, long cutByTime, boolean more, long unexplored) {
    public static final int PATHS_MAX = 10_000;

    public Paths {
        paths = List.copyOf(paths);
    }

    /**
     * What to look for.
     *
     * @param hops the longest path, in transactions
     * @param leastValue outputs of less are not passed through, base units
     * @param untilHeight transactions above are not passed through
     * @param most how many paths are listed
     * @param transactions how many transactions are looked at
     */
    public record Query(
            ChainId chain,
            List<Outpoint> seeds,
            Outpoint target,
            int hops,
            long leastValue,
            long untilHeight,
            int most,
            long transactions) {
        public Query {
            seeds = TraceSpec.sorted(seeds, "seeds");
            if (hops < 0 || leastValue < 0 || untilHeight < 0 || transactions < 1) {
                throw new IllegalArgumentException("limits are positive");
            }
            if (seeds.size() > TraceSpec.SEEDS_MAX || most < 1 || most > PATHS_MAX) {
                throw TraceSpec.tooMany("seeds or paths", PATHS_MAX, Math.max(most, seeds.size()));
            }
        }
    }

    /**
     * Looks for paths.
     *
     * @throws org.holdfast.primitives.InputFaultException where a seed or the target is not here
     */
    public static Paths find(Query query, GraphIndex graph) {
        SeedOutput target =
                SeedOutput.find(query.chain(), List.of(query.target()), graph).getFirst();
        List<SeedOutput> seeds = SeedOutput.find(query.chain(), query.seeds(), graph);
        var search = new Search(query, graph);
        search.approach(target);
        seeds.forEach(search::leave);
        return search.result();
    }

    private record Place(long position, int output) {}

    /** A way that is being followed: an output, and how it was reached. */
    private record Step(Place place, @Nullable Step before, int hops) {}

    private static final class Search {
        private final Query query;
        private final GraphIndex graph;
        /** The fewest transactions between an output and the target. */
        private final Map<Place, Integer> distance = new HashMap<>();

        private final Map<Long, TransactionView> views = new HashMap<>();
        private final List<List<Outpoint>> paths = new ArrayList<>();
        private final long[] cuts = new long[5];

        Search(Query query, GraphIndex graph) {
            this.query = query;
            this.graph = graph;
        }

        private TransactionView view(long position) {
            return views.computeIfAbsent(
                    position, p -> graph.load(new long[] {p}).getFirst());
        }

        /** Against the direction of payment; positions fall along every step. */
        void approach(SeedOutput target) {
            var queue = new PriorityQueue<Long>(java.util.Comparator.reverseOrder());
            var nearest = new HashMap<Long, Integer>();
            distance.put(new Place(target.transaction().position(), target.output()), 0);
            queue.add(target.transaction().position());
            nearest.put(target.transaction().position(), 0);
            long seen = 0;
            while (!queue.isEmpty()) {
                long position = queue.remove();
                if (seen++ >= query.transactions()) {
                    cuts[4]++;
                    continue;
                }
                TransactionView transaction = view(position);
                int steps = nearest.getOrDefault(position, 0) + 1;
                for (int i = 0; i < transaction.inputCount(); i++) {
                    long source = transaction.inputSource(i);
                    if (source == GraphIndex.ABSENT) {
                        continue;
                    }
                    distance.merge(new Place(source, transaction.inputSourceOutput(i)), steps, Math::min);
                    if (nearest.merge(source, steps, Math::min) == steps && !queue.contains(source)) {
                        queue.add(source);
                    }
                }
            }
        }

        void leave(SeedOutput seed) {
            var first = new Place(seed.transaction().position(), seed.output());
            if (!distance.containsKey(first)) {
                return;
            }
            var stack = new ArrayDeque<Step>();
            stack.push(new Step(first, null, 0));
            while (!stack.isEmpty()) {
                Step step = stack.pop();
                if (distance.getOrDefault(step.place(), 0) == 0) {
                    cuts[3] += paths.size() < query.most() ? 0 : 1;
                    if (cuts[3] > 0) {
                        return;
                    }
                    paths.add(path(step));
                } else {
                    onward(step).reversed().forEach(stack::push);
                }
            }
        }

        private List<Step> onward(Step step) {
            TransactionView from = view(step.place().position());
            TransactionView next = view(from.spender(step.place().output()));
            var steps = new ArrayList<Step>();
            for (int j = 0; j < next.outputCount(); j++) {
                var place = new Place(next.position(), j);
                Integer left = distance.get(place);
                if (left == null) {
                    continue;
                }
                if (step.hops() + 1 + left > query.hops()) {
                    cuts[0]++;
                } else if (next.outputValue(j) < query.leastValue()) {
                    cuts[1]++;
                } else if (next.height() > query.untilHeight()) {
                    cuts[2]++;
                } else {
                    steps.add(new Step(place, step, step.hops() + 1));
                }
            }
            return steps;
        }

        private List<Outpoint> path(Step last) {
            var path = new ArrayDeque<Outpoint>();
            for (@Nullable Step step = last; step != null; step = step.before()) {
                path.push(new Outpoint(
                        view(step.place().position()).id(), step.place().output()));
            }
            return List.copyOf(path);
        }

        Paths result() {
            return new Paths(paths, cuts[0], cuts[1], cuts[2], cuts[3] > 0, cuts[4]);
        }
    }
}
