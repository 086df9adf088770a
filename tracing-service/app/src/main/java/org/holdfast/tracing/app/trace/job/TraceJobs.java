package org.holdfast.tracing.app.trace.job;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.kit.loop.LoopWork;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.app.trace.row.ClaimLostException;
import org.holdfast.tracing.app.trace.row.InstanceId;
import org.holdfast.tracing.app.trace.row.NewTrace;
import org.holdfast.tracing.app.trace.row.TraceQueue;
import org.holdfast.tracing.app.trace.row.TraceRow;
import org.holdfast.tracing.app.trace.row.TraceStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Runs the traces of the queue: a bounded number of workers, and bounds per officer, so that the traces of one officer
 * do not keep those of another waiting for long. The instances on one database share the queue. An instance claims a
 * trace before it runs it; if it dies, another takes the trace over when the lease has expired, at most one look later.
 *
 * <p>The bounds on waiting traces are checked before a trace is added. Two instances that add at the same moment can
 * pass a bound by one.
 */
@Component
public class TraceJobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TraceJobs.class);
    private static final Duration DATABASE_AGAIN = Duration.ofSeconds(1);
    private static final int DATABASE_REPEATS_MAX = 59;
    private static final long STOP_SECONDS_MAX = 20;
    /** How often the queue is read for traces that other instances added or left. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final LoopBounds KEEPING = new LoopBounds(LOOK_AGAIN, LOOK_AGAIN, Duration.ofSeconds(5));
    /** Renewals within one lease: one may fail without the loss of the claim. */
    private static final int RENEWALS_PER_LEASE = 3;

    /** A trace that this instance has claimed. */
    private record Held(TraceRow row, TraceWatch watch) {}

    private final TracingSettings.Traces settings;
    private final TraceStore traces;
    private final TraceQueue queue;
    private final TraceWork work;
    private final Clock clock;
    private final TraceQueue.Claiming claiming;
    private final Object claims = new Object();
    private final ConcurrentMap<TraceId, Held> held = new ConcurrentHashMap<>();
    private final TraceEnds ends = new TraceEnds();
    private final RetryTemplate patience = new RetryTemplate(RetryPolicy.builder()
            .predicate(this::mayPass)
            .maxRetries(DATABASE_REPEATS_MAX)
            .delay(DATABASE_AGAIN)
            .build());

    private final ExecutorService workers;
    private volatile boolean accepting = true;
    private volatile boolean running;
    private volatile @Nullable BackgroundLoop keeper;

    public TraceJobs(
            TracingSettings settings,
            TraceStore traces,
            TraceQueue queue,
            TraceWork work,
            InstanceId instance,
            Clock clock) {
        this.settings = settings.traces();
        this.traces = traces;
        this.queue = queue;
        this.work = work;
        this.clock = clock;
        this.claiming = new TraceQueue.Claiming(
                instance, this.settings.lease(), this.settings.perOfficerRunningMax(), this.settings.attemptsMax());
        this.workers = Executors.newFixedThreadPool(
                this.settings.atOnceMax(), Thread.ofPlatform().name("trace-", 1).factory());
    }

    @Override
    public void start() {
        running = true;
        keeper = BackgroundLoop.start("trace-claims", KEEPING, clock, Keeper::new);
    }

    /** Running traces go back into the queue, for another instance or the next start. */
    @Override
    public void stop() {
        synchronized (claims) {
            running = false;
            accepting = false;
        }
        held.values().forEach(one -> one.watch.stop(TraceWatch.Stop.YIELDED));
        workers.shutdown();
        try {
            if (!workers.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("traces did not stop in time; they run again when their claims have expired");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        BackgroundLoop started = keeper;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What the loop does that claims traces and renews claims. */
    public LoopStatus status() {
        BackgroundLoop started = keeper;
        return started == null ? LoopStatus.NEW : started.status();
    }

    /**
     * Adds a trace to the queue. A repeated request with the same key of the same officer gives the same trace. Throws
     * {@link InputFaultException} where there is no room, or the key was used for something else.
     */
    public TraceRow take(NewTrace asked) {
        Optional<TraceRow> before = underItsKey(asked);
        if (before.isPresent()) {
            return before.get();
        }
        requireRoom(asked.requestedBy());
        TraceRow row = traces.add(asked).or(() -> underItsKey(asked)).orElseThrow();
        try {
            claimMore();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("trace {} waits until the database answers", row.id(), e);
        }
        return row;
    }

    private Optional<TraceRow> underItsKey(NewTrace asked) {
        String key = asked.idempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        Optional<TraceRow> before = traces.byKey(asked.requestedBy(), key);
        if (before.isPresent() && !before.get().requestDigest().equals(asked.requestDigest())) {
            throw TraceFaults.keyReused(key);
        }
        return before;
    }

    private void requireRoom(OfficerId officer) {
        if (!accepting) {
            throw TraceFaults.busy("the service is stopping", "a running service", "one that stops");
        }
        int own = queue.unended(officer);
        if (own >= settings.perOfficerMax()) {
            throw TraceFaults.busy(
                    "too many traces of one officer wait or run",
                    "fewer than " + settings.perOfficerMax() + " (holdfast.traces.per-officer-max)",
                    Integer.toString(own));
        }
        int waiting = queue.queued();
        if (waiting >= settings.queuedMax()) {
            throw TraceFaults.busy(
                    "too many traces wait",
                    "fewer than " + settings.queuedMax() + " (holdfast.traces.queued-max)",
                    Integer.toString(waiting));
        }
    }

    /** How many traces wait, over all instances. */
    public int queued() {
        return queue.queued();
    }

    /** How many traces this instance runs. */
    public int runningNow() {
        return held.size();
    }

    /** Transactions that a trace has read so far; empty where this instance does not run it. */
    public Optional<Long> transactions(TraceId id) {
        return Optional.ofNullable(held.get(id)).map(one -> one.watch.transactions());
    }

    /** Waits until a trace neither waits nor runs, at most so long; true if that came. */
    public boolean awaitEnd(TraceId id, Duration most) {
        return ends.await(() -> !queue.unended(id), most);
    }

    /** Cancels a trace that waits, and asks one that runs to end; one that has ended stays as it is. */
    public void cancel(TraceId id) {
        queue.cancel(id, clock.instant());
        Held one = held.get(id);
        if (one != null) {
            one.watch.stop(TraceWatch.Stop.CANCELLED);
        }
        ends.signal();
    }

    /** Makes running traces of a chain close their snapshots, for which a retraction waits; they run again. */
    public void yieldTo(ChainId chain) {
        held.values().stream()
                .filter(one -> one.row.chain().equals(chain))
                .forEach(one -> one.watch.stop(TraceWatch.Stop.YIELDED));
    }

    /** Claims and starts traces while there are workers without one. */
    private void claimMore() {
        synchronized (claims) {
            while (running && held.size() < settings.atOnceMax()) {
                Optional<TraceRow> next = queue.claim(claiming, held.keySet());
                if (next.isEmpty()) {
                    return;
                }
                var one = new Held(next.get(), new TraceWatch(settings.outputsBudget()));
                held.put(one.row.id(), one);
                workers.execute(() -> run(one));
            }
        }
    }

    /** Renews claims, ends what dead instances left for the last time, and claims the rest. */
    private final class Keeper implements LoopWork {
        private final LoopReport report;
        /** Claims may be due for renewal since the last failure. */
        private long renewedNanos = System.nanoTime() - settings.lease().toNanos();

        Keeper(LoopReport report) {
            this.report = report;
        }

        @Override
        public Duration round() {
            if (System.nanoTime() - renewedNanos >= settings.lease().toNanos() / RENEWALS_PER_LEASE) {
                renewedNanos = System.nanoTime();
                held.values().forEach(TraceJobs.this::renew);
            }
            String problem = work.problem(TraceFaults.interrupted(settings.attemptsMax()));
            if (queue.endAbandoned(settings.attemptsMax(), held.keySet(), clock.instant(), problem) > 0) {
                ends.signal();
            }
            claimMore();
            report.behind(queue.queued());
            report.progressed();
            Duration untilRenewal = settings.lease().dividedBy(RENEWALS_PER_LEASE);
            return untilRenewal.compareTo(LOOK_AGAIN) < 0 ? untilRenewal : LOOK_AGAIN;
        }
    }

    private void renew(Held one) {
        switch (queue.renew(one.row, settings.lease(), one.watch.transactions())) {
            case HELD -> {}
            case CANCEL_ASKED -> one.watch.stop(TraceWatch.Stop.CANCELLED);
            case LOST -> one.watch.stop(TraceWatch.Stop.CLAIM_LOST);
        }
    }

    private void run(Held one) {
        TraceId id = one.row.id();
        try {
            attempt(one);
        } catch (ClaimLostException e) {
            LOG.warn("the result of an attempt at trace {} is dropped: {}", id, e.getMessage());
        } catch (DataAccessException | TransactionException e) {
            LOG.error("trace {} is left until its claim expires: the database does not answer", id, e);
        } finally {
            held.remove(id);
            ends.signal();
            try {
                claimMore();
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("waiting traces are claimed when the database answers", e);
            }
        }
    }

    private void attempt(Held one) {
        TraceRow row = one.row;
        try {
            for (int attempt = 1; ; attempt++) {
                var finished = work.run(row, one.watch);
                Optional<String> gone = patiently(() -> traces.finished(row, finished, clock.instant()));
                if (gone.isEmpty()) {
                    return;
                }
                if (attempt == settings.attemptsMax()) {
                    throw new InputFaultException(TraceFaults.basisWithdrawn(gone.get()));
                }
                LOG.info("trace {} runs again: {}", row.id(), gone.get());
            }
        } catch (TraceStoppedException stopped) {
            stopped(one);
        } catch (InputFaultException e) {
            failed(one, work.problem(e.fault()));
        } catch (ClaimLostException | DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("trace {} failed", row.id(), e);
            failed(one, work.problem(TraceFaults.defect(e)));
        }
    }

    private void stopped(Held one) {
        switch (one.watch.stop()) {
            case CANCELLED -> patiently(() -> queue.cancelled(one.row, one.watch.transactions(), clock.instant()));
            case YIELDED -> patiently(() -> queue.yielded(one.row));
            case CLAIM_LOST -> LOG.warn("trace {} was claimed by another instance or ended", one.row.id());
            case NONE -> throw new IllegalStateException("trace " + one.row.id() + " stopped unasked");
        }
    }

    private void failed(Held one, String problem) {
        patiently(() -> queue.failed(one.row, one.watch.transactions(), clock.instant(), problem));
    }

    private void patiently(Runnable write) {
        patience.invoke(write);
    }

    private <T> T patiently(Supplier<T> write) {
        return Objects.requireNonNull(patience.<T>invoke(write));
    }

    private boolean mayPass(Throwable failure) {
        return running && (failure instanceof DataAccessException || failure instanceof TransactionException);
    }
}
