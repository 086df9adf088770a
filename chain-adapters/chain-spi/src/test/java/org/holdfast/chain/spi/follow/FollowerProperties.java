package org.holdfast.chain.spi.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Random;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.InMemoryBlockPublisher.Crash;
import org.holdfast.chain.spi.InMemoryBlockPublisher.CrashException;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.junit.jupiter.api.Test;

/**
 * Histories of a chain that reorganises at any time, also between two questions, of a follower that plans ahead, and
 * of crashes before and after any commit. Whenever it is quiet, the topic holds the active chain, block by block, and
 * every record on it was in its place.
 */
class FollowerProperties {
    private static final int HISTORIES = 3_000;
    private static final int ROUNDS = 6;
    private static final int MOVES_MAX = 40;
    private static final int AHEAD_MAX = 5;

    @Test
    void whatIsPublishedIsTheActiveChainAfterEveryHistory() {
        int retractions = 0;
        int crashes = 0;
        int wholeSegments = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            var history = new History(seed);
            history.run();
            retractions += history.retractions;
            crashes += history.crashes;
            wholeSegments += history.emptied;
        }
        // The histories must be of the kind that they are meant to be.
        assertThat(retractions).isGreaterThan(HISTORIES);
        assertThat(crashes).isGreaterThan(HISTORIES);
        assertThat(wholeSegments).isGreaterThan(HISTORIES / 100);
    }

    private static final class History {
        private final int seed;
        private final Random random;
        private final int depth;
        private final long first;
        private final InMemoryBlockSource source;
        private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(TestBlocks.CHAIN);
        private long highest;
        private boolean changing;
        private int retractions;
        private int crashes;
        private int emptied;

        History(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.depth = 1 + random.nextInt(8);
            this.first = random.nextInt(3) == 0 ? 50 : 0;
            this.source = new InMemoryBlockSource(TestBlocks.CHAIN, first);
            source.grow(1 + random.nextInt(6));
            highest = source.tip().height();
            source.beforeEachAnswer(() -> {
                if (changing && random.nextInt(4) == 0) {
                    changing = false; // A change asks the source itself.
                    change();
                    changing = true;
                }
            });
        }

        /** Grows, reorganises or shrinks, never below what may have become final. */
        private void change() {
            long floor = Math.max(first == 0 ? 1 : first, highest - depth + 1);
            long tip = first + source.active().size() - 1;
            int room = (int) Math.max(0, tip - floor + 1);
            switch (random.nextInt(3)) {
                case 0 -> source.grow(1 + random.nextInt(4));
                case 1 -> source.reorganise(random.nextInt(room + 1), 1 + random.nextInt(5));
                default ->
                    source.shrink(
                            Math.min(random.nextInt(room + 1), source.active().size() - 1));
            }
            highest = Math.max(highest, source.tip().height());
        }

        void run() {
            for (int round = 0; round < ROUNDS; round++) {
                changing = true;
                for (int moves = 0; moves < MOVES_MAX; ) {
                    moves += followUntilCrash(1 + random.nextInt(MOVES_MAX), random.nextInt(5) == 0);
                }
                changing = false;
                quiet();
                assertThat(TopicFold.of(topic.records()).chain())
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(source.refs());
            }
            retractions = TopicFold.of(topic.records()).retractions();
        }

        /** Lets the source pass the highest tip that was seen, so that it is not merely behind, and follows it. */
        private void quiet() {
            source.grow((int) (highest - source.tip().height()) + 1);
            highest = source.tip().height();
            topic.crashNext(Crash.NEVER);
            followUntilCrash(Integer.MAX_VALUE, true);
        }

        /** One life of the process: plans ahead, makes moves in order, drops what is planned when it ends. */
        private int followUntilCrash(int lifetime, boolean restUntilEnd) {
            var publisher = new InMemoryBlockPublisher(topic);
            var finality = new Finality.ByDepth(depth);
            var follower = new Follower(source, publisher.published(), finality, OptionalLong.empty());
            Deque<Move> planned = new ArrayDeque<>();
            int made = 0;
            while (made < lifetime) {
                while (planned.size() < AHEAD_MAX && (planned.isEmpty() || random.nextBoolean())) {
                    planned.add(follower.next());
                }
                Move move = planned.remove();
                if (move instanceof Move.Rest && restUntilEnd && planned.isEmpty()) {
                    assertThat(publisher.published()).isEqualTo(follower.published());
                    return made + 1;
                }
                if (changing && random.nextInt(12) == 0) {
                    topic.crashNext(random.nextBoolean() ? Crash.BEFORE_COMMIT : Crash.AFTER_COMMIT);
                }
                try {
                    Follower.make(move, publisher);
                } catch (CrashException e) {
                    crashes++;
                    return made + 1;
                }
                made++;
                emptied += move instanceof Move.Retract
                                && publisher.published().tip().isEmpty()
                        ? 1
                        : 0;
            }
            return made;
        }
    }
}
