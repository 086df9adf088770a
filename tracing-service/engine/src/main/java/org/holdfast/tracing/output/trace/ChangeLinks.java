package org.holdfast.tracing.output.trace;

import java.util.Optional;
import org.holdfast.primitives.TxId;

/**
 * Which outputs a set of heuristics takes to stay with whoever pays. Hypotheses, not facts: the structural rule (an
 * output at an address that is among the inputs) comes first and needs none of them.
 */
public interface ChangeLinks {
    /** No heuristic: the structural rule alone decides. */
    ChangeLinks NONE = new ChangeLinks() {
        @Override
        public String heuristicSet() {
            return "none";
        }

        @Override
        public Optional<Heuristic> retained(TxId txId, int output) {
            return Optional.empty();
        }
    };

    /** Names this very set of links: another link, another name. Part of a trace's digest. */
    String heuristicSet();

    /** The heuristic that takes the output to be retained. */
    Optional<Heuristic> retained(TxId txId, int output);

    /** A heuristic by name and version; its measured error is published under the same name. */
    record Heuristic(String name, int version) {
        /** The output's address is the address of an input: structure, not a guess. */
        public static final Heuristic SAME_SCRIPT = new Heuristic("same-script", 1);

        /** {@code <name>:<version>}. */
        @Override
        public String toString() {
            return name + ":" + version;
        }
    }
}
