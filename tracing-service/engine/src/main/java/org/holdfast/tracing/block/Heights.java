package org.holdfast.tracing.block;

/** Heights from one to another, both included. */
public record Heights(long from, long to) {
    public Heights {
        if (to < from) {
            throw new IllegalArgumentException("heights end before they begin: " + from + " to " + to);
        }
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
