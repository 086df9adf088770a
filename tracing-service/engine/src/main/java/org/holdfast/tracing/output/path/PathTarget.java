package org.holdfast.tracing.output.path;

import org.holdfast.primitives.Outpoint;

/** Where paths lead to. The text is its stable form. */
public sealed interface PathTarget {
    /** One output. */
    record Output(Outpoint outpoint) implements PathTarget {
        @Override
        public String toString() {
            return outpoint.toString();
        }
    }

    /** Every output at an address, in the field's form; a path ends at the first that it meets. */
    record At(String address) implements PathTarget {
        @Override
        public String toString() {
            return address;
        }
    }
}
