package org.holdfast.freeze.coordination;

import java.util.List;
import org.holdfast.freeze.hold.HoldCommand;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one signal.
 *
 * @param process the process afterwards
 * @param commands to give, in this order
 * @param clock the one clock that runs from now on; null where none does
 * @param ended whether nothing can follow any more
 */
public record Reaction(
        FreezeProcess process,
        List<HoldCommand> commands,
        @Nullable ProcessClock clock,
        boolean ended) {
    public Reaction {
        commands = List.copyOf(commands);
    }
}
