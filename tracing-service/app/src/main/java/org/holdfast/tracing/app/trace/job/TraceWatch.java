package org.holdfast.tracing.app.trace.job;

import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;

/** How far a running trace is, and whether it may go on. */
public final class TraceWatch {
    /** Why a trace has to stop. */
    public enum Stop {
        NONE,
        /** Somebody cancelled it. */
        CANCELLED,
        /** A retraction or the end of the service needs the index; the trace runs again later. */
        YIELDED,
        /** Another instance runs it, or it was ended meanwhile: nothing of this attempt is kept. */
        CLAIM_LOST
    }

    private final long outputsMax;
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong outputs = new AtomicLong();
    private volatile Stop stop = Stop.NONE;

    public TraceWatch(long outputsMax) {
        this.outputsMax = outputsMax;
    }

    public void stop(Stop reason) {
        if (stop != Stop.CANCELLED) {
            stop = reason;
        }
    }

    public Stop stop() {
        return stop;
    }

    public long transactions() {
        return transactions.get();
    }

    /** Throws where the trace was asked to stop. */
    public void requireGoingOn() {
        if (stop != Stop.NONE) {
            throw new TraceStoppedException();
        }
    }

    /** After each piece of work. Throws what ends the trace. */
    public void read(long moreTransactions, long moreOutputs) {
        transactions.addAndGet(moreTransactions);
        if (outputs.addAndGet(moreOutputs) > outputsMax) {
            throw new InputFaultException(new InputFault(
                    "tracing.trace.too-large",
                    "a trace meets more outputs than the service's memory allows",
                    "holdfast.traces.outputs-max",
                    "at most " + outputsMax + " outputs or movements over all policies",
                    outputs.get() + " after " + transactions.get() + " transactions",
                    "set a smaller limit of transactions or hops, or ask for fewer policies at once"));
        }
        requireGoingOn();
    }

    /** Asks an engine to stop; what it reads is counted elsewhere. */
    public QuestionMonitor monitor() {
        return (policy, visited, waiting) -> stop == Stop.NONE;
    }

    /** The same, and counts the movements that an engine says it has read. */
    public QuestionMonitor movements() {
        return new Movements();
    }

    private final class Movements implements QuestionMonitor {
        private final AtomicLong before = new AtomicLong();

        @Override
        public boolean goOn(Policy policy, long visited, long waiting) {
            long last = before.getAndSet(visited);
            long more = visited > last ? visited - last : visited;
            read(more, more);
            return true;
        }
    }
}
