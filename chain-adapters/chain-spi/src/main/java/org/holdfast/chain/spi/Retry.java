package org.holdfast.chain.spi;

import java.util.function.Predicate;

/**
 * Repeats one operation while it fails in a way that may pass. The number of attempts is bounded; the caller decides
 * how to wait between two of them.
 *
 * @param attemptsMax attempts in all, at least one
 */
public record Retry(int attemptsMax) {
    /** Throws {@link IllegalArgumentException} where no attempt is permitted. */
    public Retry {
        if (attemptsMax < 1) {
            throw new IllegalArgumentException("at most " + attemptsMax + " attempts");
        }
    }

    /** One attempt. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        T run() throws E;
    }

    /** The time between two attempts. */
    @FunctionalInterface
    public interface Pause<E extends Exception> {
        /**
         * Waits before the next attempt; false where there shall be none.
         *
         * @param failures failed attempts so far
         * @param last why the last one failed
         */
        boolean before(int failures, E last);
    }

    /**
     * The result of the first attempt that succeeds. After the last attempt, after a failure that {@code passing} does
     * not accept, and where {@code pause} says so, this throws the failure of that attempt.
     *
     * @param passing failures after which another attempt may succeed
     */
    public <T, E extends Exception> T call(
            Class<E> failure, Predicate<? super E> passing, Attempt<T, E> attempt, Pause<? super E> pause) throws E {
        for (int failures = 1; ; failures++) {
            try {
                return attempt.run();
            } catch (Exception e) {
                if (!failure.isInstance(e)) {
                    throw e;
                }
                E known = failure.cast(e);
                if (!passing.test(known) || failures == attemptsMax || !pause.before(failures, known)) {
                    throw e;
                }
            }
        }
    }
}
