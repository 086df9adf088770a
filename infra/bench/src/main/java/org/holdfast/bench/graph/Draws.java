package org.holdfast.bench.graph;

/** Numbers from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014). */
public final class Draws {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public Draws(long seed) {
        state = seed;
    }

    public static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 to the bound, which is left out. */
    public long below(long bound) {
        return Math.unsignedMultiplyHigh(next(), bound);
    }

    /** From 0 to the bound, which is left out, small ones more often: every power of two has the same weight. */
    public long logUniform(long bound) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(bound);
        return Math.min(below(1L << below(bits + 1L)), bound - 1);
    }

    /** 0 and more, half of a power of two less often than it: a heavy tail, cut at the bound. */
    public long heavyTail(long bound) {
        int doublings = Long.numberOfTrailingZeros(next() | 1L << 62);
        return Math.min(below(1L << Math.min(doublings, 40)), bound - 1);
    }
}
