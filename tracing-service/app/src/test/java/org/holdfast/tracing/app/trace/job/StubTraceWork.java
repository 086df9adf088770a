package org.holdfast.tracing.app.trace.job;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.trace.question.Question;
import org.holdfast.tracing.app.trace.row.FinishedTrace;
import org.holdfast.tracing.app.trace.row.TraceRow;

/** Runs until it is let go or stopped. */
final class StubTraceWork implements TraceWork {
    final Set<TraceId> running = ConcurrentHashMap.newKeySet();
    final AtomicInteger started = new AtomicInteger();
    final CountDownLatch letGo = new CountDownLatch(1);
    volatile boolean diesWithTheService;
    private final String result;

    StubTraceWork(String result) {
        this.result = result;
    }

    @Override
    public Question question(TraceQuestion request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String text(TraceQuestion request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String problem(InputFault fault) {
        return fault.code();
    }

    @Override
    public FinishedTrace run(TraceRow row, TraceWatch watch) {
        started.incrementAndGet();
        running.add(row.id());
        try {
            while (letGo.getCount() > 0 || diesWithTheService) {
                if (!diesWithTheService) {
                    watch.read(0, 0);
                }
                LockSupport.parkNanos(1_000_000);
                if (Thread.currentThread().isInterrupted()) {
                    throw new TraceStoppedException();
                }
            }
        } finally {
            running.remove(row.id());
        }
        return new FinishedTrace(
                result, 7, List.of(), List.of(), new Basis(row.chain(), Set.of(), Set.of()), List.of());
    }
}
