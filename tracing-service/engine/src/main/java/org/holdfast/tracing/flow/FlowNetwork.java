package org.holdfast.tracing.flow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;

/**
 * A network through which value flows, with whole capacities, and its maximum flow after Dinic (1970): level graphs and
 * blocking flows. It is not recursive, so a long chain of transactions cannot overflow the stack.
 *
 * @param <D> the type of a destination
 */
public final class FlowNetwork<D> {
    /** Node 0 is the source of the seeds, node 1 the sink of the chosen destinations. */
    private static final int SOURCE = 0;

    private static final int DRAIN = 1;

    private record Pipe(int from, int to, BigInteger capacity) {}

    private record Outlet<D>(int from, BigInteger capacity, D destination) {}

    private final List<Pipe> pipes = new ArrayList<>();
    private final List<Outlet<D>> outlets = new ArrayList<>();
    private final List<BigInteger> seeds = new ArrayList<>();
    private int nodes = 2;
    private final QuestionMonitor monitor;

    /** An empty network without a monitor. */
    public FlowNetwork() {
        this(QuestionMonitor.NONE);
    }

    /** An empty network. The monitor can cancel its computations. */
    public FlowNetwork(QuestionMonitor monitor) {
        this.monitor = monitor;
    }

    /** Adds a node and returns its number. */
    public int node() {
        return nodes++;
    }

    /** Connects the source to a node; {@code value} in base units. */
    public void seed(int to, BigInteger value) {
        pipes.add(new Pipe(SOURCE, to, value));
        seeds.add(value);
    }

    /** Connects two nodes; {@code capacity} in base units. */
    public void pipe(int from, int to, BigInteger capacity) {
        if (capacity.signum() > 0) {
            pipes.add(new Pipe(from, to, capacity));
        }
    }

    /** Connects a node to a destination; {@code capacity} in base units. */
    public void outlet(int from, BigInteger capacity, D destination) {
        if (capacity.signum() > 0) {
            outlets.add(new Outlet<>(from, capacity, destination));
        }
    }

    /** Every destination of the network. */
    public List<D> destinations() {
        return outlets.stream().map(Outlet::destination).toList();
    }

    /** The bounds of the chosen destinations together. */
    public Interval bounds(Predicate<? super D> chosen) {
        BigInteger all = seeds.stream().reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger most = maximum(chosen);
        BigInteger others = maximum(destination -> !chosen.test(destination));
        return new Interval(all.subtract(others), most, all);
    }

    /** The most that can reach the open destinations together. */
    public BigInteger maximum(Predicate<? super D> open) {
        var used = new ArrayList<>(pipes);
        outlets.stream()
                .filter(outlet -> open.test(outlet.destination()))
                .forEach(outlet -> used.add(new Pipe(outlet.from(), DRAIN, outlet.capacity())));
        return new Dinic(nodes, used, monitor).maximum();
    }

    /** One computation. Edge {@code e} and its reverse {@code e ^ 1} are adjacent. */
    private static final class Dinic {
        private final int nodes;
        private final int[] first;
        private final int[] next;
        private final int[] to;
        private final BigInteger[] residual;
        private final int[] level;
        private final int[] current;
        private final int[] path;
        private final QuestionMonitor monitor;
        private long steps;

        Dinic(int nodes, List<Pipe> pipes, QuestionMonitor monitor) {
            this.nodes = nodes;
            this.monitor = monitor;
            path = new int[nodes];
            first = new int[nodes];
            Arrays.fill(first, -1);
            next = new int[2 * pipes.size()];
            to = new int[2 * pipes.size()];
            residual = new BigInteger[2 * pipes.size()];
            level = new int[nodes];
            current = new int[nodes];
            for (int i = 0; i < pipes.size(); i++) {
                Pipe pipe = pipes.get(i);
                edge(2 * i, pipe.from(), pipe.to(), pipe.capacity());
                edge(2 * i + 1, pipe.to(), pipe.from(), BigInteger.ZERO);
            }
        }

        private void edge(int number, int from, int target, BigInteger capacity) {
            to[number] = target;
            residual[number] = capacity;
            next[number] = first[from];
            first[from] = number;
        }

        BigInteger maximum() {
            BigInteger flow = BigInteger.ZERO;
            while (levels()) {
                System.arraycopy(first, 0, current, 0, nodes);
                for (BigInteger pushed = push(); pushed.signum() > 0; pushed = push()) {
                    flow = flow.add(pushed);
                }
            }
            return flow;
        }

        private boolean levels() {
            Arrays.fill(level, -1);
            int[] queue = new int[nodes];
            int tail = 1;
            level[SOURCE] = 0;
            for (int head = 0; head < tail; head++) {
                int at = queue[head];
                for (int e = first[at]; e >= 0; e = next[e]) {
                    if (residual[e].signum() > 0 && level[to[e]] < 0) {
                        level[to[e]] = level[at] + 1;
                        queue[tail++] = to[e];
                    }
                }
            }
            return level[DRAIN] >= 0;
        }

        /** The flow of one path of the level graph; zero without another path. */
        private BigInteger push() {
            int length = 0;
            int at = SOURCE;
            while (at != DRAIN) {
                // The monitor needs a policy, and bounds hold for every one; poison stands for all.
                QuestionCancelled.check(monitor, Policy.POISON, steps++, nodes);
                int e = current[at];
                if (e < 0) {
                    if (length == 0) {
                        return BigInteger.ZERO;
                    }
                    level[at] = -1;
                    int back = path[--length];
                    at = to[back ^ 1];
                    current[at] = next[current[at]];
                } else if (residual[e].signum() > 0 && level[to[e]] == level[at] + 1) {
                    path[length++] = e;
                    at = to[e];
                } else {
                    current[at] = next[e];
                }
            }
            BigInteger least = residual[path[0]];
            for (int i = 1; i < length; i++) {
                least = least.min(residual[path[i]]);
            }
            for (int i = 0; i < length; i++) {
                residual[path[i]] = residual[path[i]].subtract(least);
                residual[path[i] ^ 1] = residual[path[i] ^ 1].add(least);
            }
            return least;
        }
    }
}
