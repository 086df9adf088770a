package org.holdfast.tracing.app.trace.job;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.trace.jdbc.JdbcTraces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Traces on their way: a bounded queue, a bounded number of workers, and a bound per officer on both. The first trace
 * of the queue runs whose officer has a place free: one officer's traces never keep another's waiting for long.
 */
@Component
public class TraceJobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TraceJobs.class);
    private static final Duration DATABASE_AGAIN = Duration.ofSeconds(1);
    private static final int DATABASE_TRIES_MAX = 60;
    private static final long STOP_SECONDS_MAX = 20;

    /** A trace that waits or runs. */
    private static final class Live {
        private final TraceRow row;
        private final TraceWatch watch;
        private final CompletableFuture<TraceId> ended;
        private boolean running;

        Live(TraceRow row, TraceWatch watch, CompletableFuture<TraceId> ended) {
            this.row = row;
            this.watch = watch;
            this.ended = ended;
        }
    }

    private final TracingSettings.Traces settings;
    private final JdbcTraces traces;
    private final TraceWork work;
    private final Clock clock;
    private final Object lock = new Object();
    /** In the order in which they were asked. */
    private final Map<TraceId, Live> live = new LinkedHashMap<>();

    private final ExecutorService workers;
    private boolean accepting = true;
    private volatile boolean running;

    public TraceJobs(TracingSettings settings, JdbcTraces traces, TraceWork work, Clock clock) {
        this.settings = settings.traces();
        this.traces = traces;
        this.work = work;
        this.clock = clock;
        this.workers = Executors.newFixedThreadPool(
                this.settings.atOnceMax(), Thread.ofPlatform().name("trace-", 1).factory());
    }

    /** Takes up what was not ended when the service ended the last time. */
    @Override
    public void start() {
        synchronized (lock) {
            running = true;
            for (TraceRow row : traces.unended()) {
                if (live.containsKey(row.id())) {
                    continue;
                }
                if (row.attempts() >= settings.attemptsMax()) {
                    InputFault fault = TraceFaults.interrupted(settings.attemptsMax());
                    traces.failed(row.id(), 0, clock.instant(), work.problem(fault));
                } else {
                    live.put(row.id(), new Live(row, watch(), new CompletableFuture<>()));
                }
            }
            dispatch();
        }
    }

    /** Running traces go back into the queue, which the next start takes up. */
    @Override
    public void stop() {
        synchronized (lock) {
            running = false;
            accepting = false;
            live.values().forEach(one -> one.watch.stop(TraceWatch.Stop.YIELDED));
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("traces did not stop in time; they run again after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Takes a trace. Asked again under the same key by the same officer it is the same trace. Throws
     * {@link InputFaultException} where there is no room, or the key was used for something else.
     */
    public TraceRow take(NewTrace asked) {
        synchronized (lock) {
            String key = asked.idempotencyKey();
            if (key != null) {
                Optional<TraceRow> before = traces.byKey(asked.requestedBy(), key);
                if (before.isPresent()) {
                    if (!before.get().requestDigest().equals(asked.requestDigest())) {
                        throw TraceFaults.keyReused(key);
                    }
                    return before.get();
                }
            }
            requireRoom(asked.requestedBy());
            TraceRow row = traces.add(asked).orElseThrow();
            live.put(row.id(), new Live(row, watch(), new CompletableFuture<>()));
            dispatch();
            return row;
        }
    }

    private void requireRoom(OfficerId officer) {
        if (!accepting) {
            throw TraceFaults.busy("the service is stopping", "a running service", "one that stops");
        }
        long own = live.values().stream()
                .filter(one -> one.row.requestedBy().equals(officer))
                .count();
        if (own >= settings.perOfficerMax()) {
            throw TraceFaults.busy(
                    "too many traces of one officer wait or run",
                    "fewer than " + settings.perOfficerMax() + " (holdfast.traces.per-officer-max)",
                    Long.toString(own));
        }
        if (queued() >= settings.queuedMax()) {
            throw TraceFaults.busy(
                    "too many traces wait",
                    "fewer than " + settings.queuedMax() + " (holdfast.traces.queued-max)",
                    Integer.toString(queued()));
        }
    }

    private TraceWatch watch() {
        return new TraceWatch(settings.outputsBudget());
    }

    /** How many traces wait. */
    public int queued() {
        synchronized (lock) {
            return live.size() - runningNow();
        }
    }

    /** How many traces run. */
    public int runningNow() {
        synchronized (lock) {
            return (int) live.values().stream().filter(one -> one.running).count();
        }
    }

    /** Transactions that a running trace has read so far; empty where it does not run. */
    public Optional<Long> transactions(TraceId id) {
        synchronized (lock) {
            return Optional.ofNullable(live.get(id)).map(one -> one.watch.transactions());
        }
    }

    /** True once the trace does not run or wait any more; waits for that at most so long. */
    public boolean awaitEnd(TraceId id, Duration most) {
        Live one;
        synchronized (lock) {
            one = live.get(id);
        }
        if (one == null) {
            return true;
        }
        try {
            return one.ended.get(most.toMillis(), TimeUnit.MILLISECONDS) != null;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails this future", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks a trace to end; one that has ended stays as it is. */
    public void cancel(TraceId id) {
        synchronized (lock) {
            Live one = live.get(id);
            if (one == null) {
                return;
            }
            one.watch.stop(TraceWatch.Stop.CANCELLED);
            if (!one.running) {
                traces.cancelled(id, 0, clock.instant());
                live.remove(id);
                one.ended.complete(id);
            }
        }
    }

    /** Makes running traces of a chain let go of its index; they run again. A retraction waits for open snapshots. */
    public void yieldTo(ChainId chain) {
        synchronized (lock) {
            live.values().stream()
                    .filter(one -> one.running && one.row.chain().equals(chain))
                    .forEach(one -> one.watch.stop(TraceWatch.Stop.YIELDED));
        }
    }

    private void dispatch() {
        if (!running) {
            return;
        }
        for (Live one : List.copyOf(live.values())) {
            if (runningNow() >= settings.atOnceMax()) {
                return;
            }
            long own = live.values().stream()
                    .filter(other -> other.running && other.row.requestedBy().equals(one.row.requestedBy()))
                    .count();
            if (!one.running && own < settings.perOfficerRunningMax()) {
                one.running = true;
                workers.execute(() -> run(one));
            }
        }
    }

    private void run(Live one) {
        boolean again = false;
        try {
            patiently(() -> traces.started(one.row.id()));
            again = attempt(one);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("trace {} is left as it is: the database does not answer", one.row.id(), e);
        } finally {
            synchronized (lock) {
                live.remove(one.row.id());
                if (again) {
                    live.put(one.row.id(), new Live(one.row, watch(), one.ended));
                } else {
                    one.ended.complete(one.row.id());
                }
                dispatch();
            }
        }
    }

    /** One attempt; true where the trace has to run again. */
    private boolean attempt(Live one) {
        TraceId id = one.row.id();
        try {
            for (int attempt = 1; ; attempt++) {
                var finished = work.run(one.row, one.watch);
                Optional<String> gone = patiently(() -> traces.finished(id, finished, clock.instant()));
                if (gone.isEmpty()) {
                    return false;
                }
                if (attempt == settings.attemptsMax()) {
                    throw new InputFaultException(TraceFaults.basisWithdrawn(gone.get()));
                }
                LOG.info("trace {} runs again: {}", id, gone.get());
            }
        } catch (TraceStoppedException stopped) {
            if (one.watch.stop() == TraceWatch.Stop.CANCELLED) {
                patiently(() -> traces.cancelled(id, one.watch.transactions(), clock.instant()));
                return false;
            }
            patiently(() -> traces.yielded(id));
            return true;
        } catch (InputFaultException e) {
            patiently(() -> traces.failed(id, one.watch.transactions(), clock.instant(), work.problem(e.fault())));
            return false;
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("trace {} failed", id, e);
            String problem = work.problem(TraceFaults.defect(e));
            patiently(() -> traces.failed(id, one.watch.transactions(), clock.instant(), problem));
            return false;
        }
    }

    private void patiently(Runnable write) {
        patiently(() -> {
            write.run();
            return true;
        });
    }

    /** Tries again while the database is away, a bounded number of times. */
    private <T> T patiently(Supplier<T> access) {
        for (int tries = 1; ; tries++) {
            try {
                return access.get();
            } catch (DataAccessException | TransactionException e) {
                if (tries == DATABASE_TRIES_MAX || !running) {
                    throw e;
                }
                LOG.warn("a trace waits for the database", e);
                LockSupport.parkNanos(DATABASE_AGAIN.toNanos());
            }
        }
    }
}
