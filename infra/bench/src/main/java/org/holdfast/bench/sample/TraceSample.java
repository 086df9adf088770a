package org.holdfast.bench.sample;

/**
 * What several traces took together, nanoseconds; CPU time of the process is that of its collector and compiler too.
 *
 * @param sum over all ends, so that two stores can be compared; 0 where it was not asked for
 */
public record TraceSample(long edges, long visits, long ends, long sum, long cpu, long processCpu, long nanos) {
    public static final TraceSample NONE = new TraceSample(0, 0, 0, 0, 0, 0, 0);

    private static final long NANOS = 1_000_000_000L;

    public TraceSample plus(TraceSample more) {
        return new TraceSample(
                edges + more.edges,
                visits + more.visits,
                ends + more.ends,
                sum + more.sum,
                cpu + more.cpu,
                processCpu + more.processCpu,
                nanos + more.nanos);
    }

    public boolean sameResult(TraceSample other) {
        return edges == other.edges && visits == other.visits && ends == other.ends && sum == other.sum;
    }

    public long edgesPerCpuSecond() {
        return rate(edges, cpu);
    }

    public long edgesPerProcessCpuSecond() {
        return rate(edges, processCpu);
    }

    public long edgesPerSecond() {
        return rate(edges, nanos);
    }

    public long visitsPerCpuSecond() {
        return rate(visits, cpu);
    }

    public long visitsPerSecond() {
        return rate(visits, nanos);
    }

    public static long rate(long work, long nanos) {
        return nanos <= 0 ? 0 : work * NANOS / nanos;
    }
}
