package org.holdfast.chain.spi.follow;

import java.util.Optional;
import org.holdfast.primitives.InputFault;

/** What a follower waits for. Each of these ends by itself once the source, the topic or an operator changes it. */
public sealed interface Waiting {
    /** Why the topic is not the source's active chain; empty where nothing is wrong. */
    default Optional<InputFault> fault() {
        return Optional.empty();
    }

    /** The topic holds the active chain; the next block is waited for. */
    record NewTip() implements Waiting {}

    /** Nothing is published, and the source has no block yet. */
    record FirstBlock() implements Waiting {}

    /** The source's chain ends below what is published or asked for: it has to catch up, or has lost its blocks. */
    record SourceBehind(InputFault why) implements Waiting {
        @Override
        public Optional<InputFault> fault() {
            return Optional.of(why);
        }
    }

    /**
     * The source does not hand out the next blocks of its chain, though it has later ones.
     *
     * @param first height of the first missing block
     * @param last height of the last block that is known to be missing
     */
    record MissingBlocks(long first, long last, InputFault why) implements Waiting {
        @Override
        public Optional<InputFault> fault() {
            return Optional.of(why);
        }
    }

    /** The source's chain leaves the published one below the deepest reorg that is followed. */
    record OtherBranch(InputFault why) implements Waiting {
        @Override
        public Optional<InputFault> fault() {
            return Optional.of(why);
        }
    }
}
