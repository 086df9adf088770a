package org.holdfast.tracing.output.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.question.SeedOutput;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.jspecify.annotations.Nullable;

/**
 * One search for paths over outputs. Every step on the stack leads to the target, so the cost grows with the answer
 * only.
 */
final class PathSearch {
    private static final int HOPS = 0;
    private static final int MORE = 1;
    private static final int UNEXPLORED = 2;

    private record Place(long position, int output) {}

    /** A partial path: an output, and the step before it. */
    private record Step(Place place, @Nullable Step before, int hops) {}

    private final Paths.Query query;
    private final GraphIndex graph;
    private final QuestionMonitor monitor;
    private final List<SeedOutput> seeds;
    private final Set<Place> seedPlaces = new HashSet<>();
    /** The smallest number of transactions from an output to the target. */
    private final Map<Place, Integer> distance = new HashMap<>();

    private final Map<Long, TransactionView> views = new HashMap<>();
    private final List<List<Outpoint>> paths = new ArrayList<>();
    /** Outputs below the least value, and outputs above the last height. */
    private final Set<Place> low = new HashSet<>();

    private final Set<Place> late = new HashSet<>();
    private final long[] cuts = new long[UNEXPLORED + 1];
    private long steps;

    private PathSearch(Paths.Query query, GraphIndex graph, QuestionMonitor monitor) {
        this.query = query;
        this.graph = graph;
        this.monitor = monitor;
        this.seeds = SeedOutput.find(query.chain(), query.seeds(), graph);
        seeds.forEach(seed -> seedPlaces.add(new Place(seed.transaction().position(), seed.output())));
    }

    static Paths find(Paths.Query query, GraphIndex graph, QuestionMonitor monitor) {
        try {
            var search = new PathSearch(query, graph, monitor);
            switch (query.target()) {
                case PathTarget.Output(Outpoint outpoint) -> {
                    SeedOutput target = SeedOutput.find(query.chain(), List.of(outpoint), graph)
                            .getFirst();
                    search.approach(
                            Set.of(new Place(target.transaction().position(), target.output())),
                            query.transactions(),
                            null);
                }
                case PathTarget.At(String address) -> search.spread(address);
            }
            search.seeds.forEach(search::leave);
            return search.result();
        } catch (QuestionCancelled e) {
            throw new InputFaultException(QuestionCancelled.fault());
        }
    }

    private TransactionView view(long position) {
        return views.computeIfAbsent(position, p -> graph.load(new long[] {p}).getFirst());
    }

    /** The monitor needs a policy; poison follows every path. */
    private void breathe() {
        QuestionCancelled.check(monitor, Policy.POISON, steps++, views.size());
    }

    private void cut(int why) {
        cuts[why]++;
    }

    /** Searches forward for outputs at the address, within the limits. */
    private void spread(String address) {
        var frontier = new TreeMap<Long, Integer>();
        var targets = new HashSet<Place>();
        var reached = new HashSet<Long>();
        for (SeedOutput seed : seeds) {
            reached.add(seed.transaction().position());
            meet(seed.transaction(), seed.output(), 0, address, targets, frontier);
        }
        long seen = 0;
        while (!frontier.isEmpty()) {
            var next = frontier.pollFirstEntry();
            if (seen++ >= query.transactions()) {
                cut(UNEXPLORED);
                continue;
            }
            breathe();
            TransactionView transaction = view(next.getKey());
            reached.add(next.getKey());
            for (int j = 0; j < transaction.outputCount(); j++) {
                var place = new Place(next.getKey(), j);
                if (seedPlaces.contains(place) || admits(transaction, j)) {
                    meet(transaction, j, next.getValue(), address, targets, frontier);
                }
            }
        }
        approach(targets, Long.MAX_VALUE, reached);
    }

    private void meet(
            TransactionView transaction,
            int output,
            int hops,
            String address,
            Set<Place> targets,
            NavigableMap<Long, Integer> frontier) {
        if (address.equals(transaction.outputAddress(output))) {
            targets.add(new Place(transaction.position(), output));
            return;
        }
        long spender = transaction.spender(output);
        if (spender < 0) {
            return;
        }
        if (hops >= query.hops()) {
            cut(HOPS);
        } else {
            frontier.merge(spender, hops + 1, Math::min);
        }
    }

    private boolean admits(TransactionView transaction, int output) {
        if (transaction.outputValue(output) < query.leastValue()) {
            low.add(new Place(transaction.position(), output));
            return false;
        }
        if (transaction.height() > query.untilHeight()) {
            late.add(new Place(transaction.position(), output));
            return false;
        }
        return true;
    }

    /**
     * Searches backward from the targets. Positions fall along every step.
     *
     * @param within transactions reachable from the seeds; null if unknown
     */
    private void approach(Set<Place> targets, long most, @Nullable Set<Long> within) {
        var waiting = new TreeMap<Long, Map<Integer, Integer>>();
        targets.forEach(place ->
                waiting.computeIfAbsent(place.position(), p -> new HashMap<>()).put(place.output(), 0));
        long seen = 0;
        while (!waiting.isEmpty()) {
            var last = waiting.pollLastEntry();
            if (seen++ >= most) {
                cut(UNEXPLORED);
                continue;
            }
            breathe();
            TransactionView transaction = view(last.getKey());
            int nearest = Integer.MAX_VALUE;
            for (var output : last.getValue().entrySet()) {
                var place = new Place(last.getKey(), output.getKey());
                if (seedPlaces.contains(place) || admits(transaction, place.output())) {
                    distance.put(place, output.getValue());
                    nearest = Math.min(nearest, output.getValue());
                }
            }
            if (nearest < Integer.MAX_VALUE) {
                back(transaction, nearest + 1, waiting, within);
            }
        }
    }

    private void back(
            TransactionView transaction,
            int hops,
            NavigableMap<Long, Map<Integer, Integer>> waiting,
            @Nullable Set<Long> within) {
        for (int i = 0; i < transaction.inputCount(); i++) {
            long source = transaction.inputSource(i);
            if (source == GraphIndex.ABSENT || (within != null && !within.contains(source))) {
                continue;
            }
            if (hops > query.hops()) {
                cut(HOPS);
                continue;
            }
            waiting.computeIfAbsent(source, p -> new HashMap<>())
                    .merge(transaction.inputSourceOutput(i), hops, Math::min);
        }
    }

    private void leave(SeedOutput seed) {
        var first = new Place(seed.transaction().position(), seed.output());
        if (!distance.containsKey(first)) {
            return;
        }
        var stack = new ArrayDeque<Step>();
        stack.push(new Step(first, null, 0));
        while (!stack.isEmpty()) {
            breathe();
            Step step = stack.pop();
            if (distance.getOrDefault(step.place(), 0) == 0) {
                if (paths.size() >= query.most()) {
                    cut(MORE);
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
        long next = from.spender(step.place().output());
        int outputs = view(next).outputCount();
        var steps = new ArrayList<Step>();
        for (int j = 0; j < outputs; j++) {
            var place = new Place(next, j);
            Integer left = distance.get(place);
            if (left == null) {
                continue;
            }
            if (step.hops() + 1 + left > query.hops()) {
                cut(HOPS);
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

    private Paths result() {
        return new Paths(paths, cuts[HOPS], low.size(), late.size(), cuts[MORE] > 0, cuts[UNEXPLORED]);
    }
}
