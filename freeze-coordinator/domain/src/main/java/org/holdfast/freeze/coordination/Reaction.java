package org.holdfast.freeze.coordination;

import java.util.List;
import org.holdfast.freeze.decider.Command;

/**
 * The reaction of a process to one signal.
 *
 * @param process the process afterwards, with the clocks that run from now on
 * @param commands to give, in this order; each goes to its own aggregate, of any kind
 * @param ended whether nothing can follow any more
 */
public record Reaction(FreezeProcess process, List<Command> commands, boolean ended) {
    public Reaction {
        commands = List.copyOf(commands);
    }
}
