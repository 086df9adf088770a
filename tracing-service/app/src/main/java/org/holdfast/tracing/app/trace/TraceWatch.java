package org.holdfast.tracing.app.trace;

import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** How far a running trace is, and whether it may go on. */
final class TraceWatch {
    /** Why a trace has to stop. */
    enum Stop {
        NONE,
        /** Somebody cancelled it. */
        CANCELLED,
        /** A retraction or the end of the service needs the index; the trace runs again later. */
        YIELDED
    }

    private final long outputsMax;
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong outputs = new AtomicLong();
    private volatile Stop stop = Stop.NONE;

    TraceWatch(long outputsMax) {
        this.outputsMax = outputsMax;
    }

    void stop(Stop reason) {
        if (stop != Stop.CANCELLED) {
            stop = reason;
        }
    }

    Stop stop() {
        return stop;
    }

    long transactions() {
        return transactions.get();
    }

    /** Before and after each piece of work. Throws what ends the trace. */
    void read(long moreTransactions, long moreOutputs) {
        transactions.addAndGet(moreTransactions);
        if (outputs.addAndGet(moreOutputs) > outputsMax) {
            throw new InputFaultException(new InputFault(
                    "tracing.trace.too-large",
                    "a trace meets more outputs than the service's memory allows",
                    "holdfast.traces.outputs-max",
                    "at most " + outputsMax + " outputs of visited transactions over all policies",
                    outputs.get() + " after " + transactions.get() + " transactions",
                    "set a smaller limit of transactions or hops, or ask for fewer policies at once"));
        }
        if (stop != Stop.NONE) {
            throw new TraceStoppedException();
        }
    }
}
