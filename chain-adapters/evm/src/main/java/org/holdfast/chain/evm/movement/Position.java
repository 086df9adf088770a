package org.holdfast.chain.evm.movement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A strict order over all entries of a chain.
 *
 * @param block height
 * @param transaction position in the block, from 0; entries of the block itself carry the number of its transactions
 * @param path numbers of not more than the call depth: trace address, log number and part, and so on by phase
 */
public record Position(long block, int transaction, Phase phase, List<Integer> path) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::block)
            .thenComparingInt(Position::transaction)
            .thenComparing(Position::phase)
            .thenComparing(p -> p.path.stream().mapToInt(Integer::intValue).toArray(), Arrays::compare);

    public Position {
        path = List.copyOf(path);
    }

    public static Position of(long block, int transaction, Phase phase, Integer... path) {
        return new Position(block, transaction, phase, List.of(path));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
