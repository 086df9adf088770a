package org.holdfast.freeze.app.aggregate;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command.
 *
 * @param state of the aggregate afterwards
 * @param changed whether an event was recorded; a repeat records none
 * @param refusal the reason for refusing the command, or null
 */
public record Outcome<S, R>(
        S state, boolean changed, @Nullable R refusal) {
    /** This outcome, if the command was not refused. Otherwise throws what {@code answer} makes of the refusal. */
    public Outcome<S, R> orThrow(Function<R, ? extends RuntimeException> answer) {
        if (refusal != null) {
            throw answer.apply(refusal);
        }
        return this;
    }
}
