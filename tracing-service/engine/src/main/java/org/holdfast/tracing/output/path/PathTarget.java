package org.holdfast.tracing.output.path;

import org.holdfast.primitives.Outpoint;

/** The target of paths. The text is its stable form. */
public sealed interface PathTarget {
    /** One output. */
    record Output(Outpoint outpoint) implements PathTarget {
        @Override
        public String toString() {
            return outpoint.toString();
        }
    }

    /** Every output at an address, in its usual text form. A path ends at its first such output. */
    record At(String address) implements PathTarget {
        @Override
        public String toString() {
            return address;
        }
    }
}
