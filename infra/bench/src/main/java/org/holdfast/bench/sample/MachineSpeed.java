package org.holdfast.bench.sample;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How fast the machine itself is while something is measured: three fixed loops that share nothing with what is
 * measured, in CPU time of their thread. On a machine whose processors others use too, their times move as well, and a
 * figure must be read with them. Steps that wait for each other hardly move then; steps that do not, and reads of
 * far memory, do.
 */
public final class MachineSpeed {
    /** What the loops took, nanoseconds for so many steps each. */
    public record Sample(long waiting, long independent, long far) {}

    public static final int STEPS = 10_000_000;
    public static final int READS = 500_000;
    /** Ints of a ring through 64 MiB. */
    private static final int RING = 1 << 24;
    /** One of 16 ints, so that each read is of another cache line. */
    private static final int LINE = 16;

    private final int[] ring = ring();
    private final List<Sample> samples = new ArrayList<>();
    /** Of no use but that the loops are not left out. */
    private long outcome;

    private static int[] ring() {
        int count = RING / LINE;
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        var random = new Random(1);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        int[] ring = new int[RING];
        for (int i = 0; i < count; i++) {
            ring[order[i] * LINE] = order[(i + 1) % count] * LINE;
        }
        return ring;
    }

    /** Runs the loops once. */
    public void measure(boolean counts) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        outcome += waiting();
        long waited = threads.getCurrentThreadCpuTime();
        outcome += independent();
        long stepped = threads.getCurrentThreadCpuTime();
        outcome += far();
        long read = threads.getCurrentThreadCpuTime();
        if (counts) {
            samples.add(new Sample(waited - start, stepped - waited, read - stepped));
        }
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    public long outcome() {
        return outcome;
    }

    private static long waiting() {
        long value = 88_172_645_463_325_252L;
        for (int i = 0; i < STEPS; i++) {
            value ^= value << 13;
            value ^= value >>> 7;
            value ^= value << 17;
        }
        return value;
    }

    private static long independent() {
        long first = 1;
        long second = 2;
        long third = 3;
        long fourth = 4;
        for (int i = 0; i < STEPS; i++) {
            first = first * 31 + i;
            second = second * 37 + i;
            third = third * 41 + i;
            fourth = fourth * 43 + i;
            first ^= first >>> 9;
            second ^= second >>> 11;
            third ^= third >>> 7;
            fourth ^= fourth >>> 5;
        }
        return first ^ second ^ third ^ fourth;
    }

    private long far() {
        int at = 0;
        for (int i = 0; i < READS; i++) {
            at = ring[at];
        }
        return at;
    }
}
