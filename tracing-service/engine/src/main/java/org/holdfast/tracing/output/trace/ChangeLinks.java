package org.holdfast.tracing.output.trace;

import java.util.Optional;
import org.holdfast.primitives.TxId;

/**
 * The outputs that a set of heuristics assigns to the payer. These are hypotheses. The structural rule (an output at
 * the address of an input) comes first and needs no heuristic.
 */
public interface ChangeLinks {
    /** No heuristic; only the structural rule applies. */
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

    /** The name of this exact set of links; it changes with every link. Part of the digest of a result. */
    String heuristicSet();

    /** The heuristic that assigns the output to the payer; empty without one. */
    Optional<Heuristic> retained(TxId txId, int output);

    /** A heuristic by name and version; its measured error is published under the same name. */
    record Heuristic(String name, int version) {
        /** The structural rule: the address of the output is the address of an input. */
        public static final Heuristic SAME_SCRIPT = new Heuristic("same-script", 1);

        /** {@code <name>:<version>}. */
        @Override
        public String toString() {
            return name + ":" + version;
        }
    }
}
