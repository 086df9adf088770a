package org.holdfast.freeze.app.process.axon;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.holdfast.freeze.app.parked.ParkedRetry;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.primitives.id.FactId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one bad event from stopping the processes of all other requests. Axon has no queue of failed events for sagas,
 * and events are appended when the whole batch commits, so the batch does not say which of its events failed. After a
 * failed batch each of its events gets a transaction of its own. An event that fails again is parked, and so are the
 * later ones of the same request or fact, in their order.
 *
 * <p>An event that was processed alone is processed again if its batch fails afterwards. Processes bear that: a
 * repeated command changes nothing.
 */
public final class ProcessIsolation implements ParkedRetry {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessIsolation.class);
    private static final int SUSPECTS_MAX = 10_000;
    private static final long SEQUENCES_AT_ONCE_MAX = 100;
    private static final String WATCHED = ProcessIsolation.class.getName() + ".watched";
    private static final String PARKED = ProcessIsolation.class.getName() + ".parked";

    private final SequencedDeadLetterQueue<EventMessage<?>> queue;
    private final Supplier<Set<String>> parkedSequences;
    private final BiPredicate<String, EventMessage<?>> waitsBehind;
    private final Predicate<String> parkedBefore;
    private final TransactionManager alone;
    private final Supplier<List<CorrelationDataProvider>> trail;
    private final Supplier<EventHandlerInvoker> processes;
    private final Set<String> suspects = ConcurrentHashMap.newKeySet();

    /**
     * An isolation.
     *
     * @param parkedSequences the sequences that have an event in {@code queue}, in one query
     * @param waitsBehind whether the event has to wait for parked events of that sequence. Every segment sees an
     *     unreadable event, and one may park it before another has processed the events before it
     * @param parkedBefore whether the event with that id is in {@code queue} or was taken out: every segment of the
     *     processor sees each event, and one of them parks it
     * @param alone starts a new transaction, whatever runs
     * @param trail keeps the connection from a cause to what it causes
     * @param processes hands an event to the processes that want it
     */
    public ProcessIsolation(
            SequencedDeadLetterQueue<EventMessage<?>> queue,
            Supplier<Set<String>> parkedSequences,
            BiPredicate<String, EventMessage<?>> waitsBehind,
            Predicate<String> parkedBefore,
            TransactionManager alone,
            Supplier<List<CorrelationDataProvider>> trail,
            Supplier<EventHandlerInvoker> processes) {
        this.queue = queue;
        this.parkedSequences = parkedSequences;
        this.waitsBehind = waitsBehind;
        this.parkedBefore = parkedBefore;
        this.alone = alone;
        this.trail = trail;
        this.processes = processes;
    }

    /** Handles one event of a batch; an interceptor of the processor. */
    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> work, InterceptorChain chain)
            throws Exception {
        List<String> batch = ids(work);
        work.getOrComputeResource(WATCHED, key -> watch(work, batch));
        Set<String> parked = work.getOrComputeResource(PARKED, key -> new HashSet<>(parkedSequences.get()));
        EventMessage<?> event = work.getMessage();
        // All or none of a batch: an event alone must not wait for a lock of its own batch.
        boolean isolated = !suspects.isEmpty() && batch.stream().anyMatch(suspects::contains);
        boolean waits = parked.contains(sequence(event)) && waitsBehind.test(sequence(event), event);
        if (!isolated && !waits) {
            return chain.proceed();
        }
        CurrentUnitOfWork.clear(work);
        try {
            if (waits) {
                park(event, null);
            } else {
                parkIfItFails(event, chain, parked);
            }
        } finally {
            CurrentUnitOfWork.set(work);
        }
        return null;
    }

    private void parkIfItFails(EventMessage<?> event, InterceptorChain chain, Set<String> parked) {
        try {
            inOwnTransaction(event, chain::proceed);
        } catch (Exception e) {
            park(event, e);
            parked.add(sequence(event));
            LOG.error("an event is parked, {} of {}: {}", event.getIdentifier(), sequence(event), e.toString());
        }
    }

    private static List<String> ids(UnitOfWork<? extends EventMessage<?>> work) {
        return work instanceof BatchingUnitOfWork<? extends EventMessage<?>> batch
                ? batch.getMessages().stream().map(EventMessage::getIdentifier).toList()
                : List.of(work.getMessage().getIdentifier());
    }

    private Boolean watch(UnitOfWork<?> work, List<String> batch) {
        work.onRollback(failed -> {
            if (suspects.size() < SUSPECTS_MAX) {
                suspects.addAll(batch);
            }
        });
        work.afterCommit(done -> batch.forEach(suspects::remove));
        return true;
    }

    /** What must be processed in order: the events of one request, and what was said of one fact. */
    private static String sequence(EventMessage<?> event) {
        try {
            if (event.getPayload() instanceof FactEvent fact) {
                return about(fact).text();
            }
            if (event.getPayload() instanceof CoverageEvent.PlacesAsked asked) {
                // The draft that follows rests on the fact: what is said of the fact meanwhile has to wait for it.
                FactId fact = asked.draft().factId();
                return fact == null ? asked.holdId().text() : fact.text();
            }
            if (event.getPayload() instanceof HoldEvent hold) {
                return hold.holdId().text();
            }
        } catch (RuntimeException unreadable) {
            LOG.debug("an event cannot be read", unreadable);
        }
        return event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : event.getIdentifier();
    }

    private static FactId about(FactEvent fact) {
        return switch (fact) {
            case FactEvent.ValueReachedService reached -> reached.factId();
            case FactEvent.FactWithdrawn gone -> gone.withdrawnFactId();
            case FactEvent.FactSuspended away -> away.suspendedFactId();
            case FactEvent.FactRestored back -> back.restoredFactId();
        };
    }

    private void park(EventMessage<?> event, @Nullable Exception cause) {
        String sequence = sequence(event);
        alone.executeInTransaction(() -> {
            if (!parkedBefore.test(event.getIdentifier())) {
                queue.enqueue(sequence, new GenericDeadLetter<EventMessage<?>>(sequence, event, cause));
            }
        });
    }

    /** What is to be done with one event. */
    @FunctionalInterface
    private interface Handling {
        @Nullable
        Object handle() throws Exception;
    }

    private void inOwnTransaction(EventMessage<?> event, Handling handling) {
        var own = DefaultUnitOfWork.startAndGet(event);
        own.attachTransaction(alone);
        trail.get().forEach(own::registerCorrelationDataProvider);
        var result = own.executeWithResult(handling::handle);
        if (result.isExceptional()) {
            throw new IllegalStateException(result.exceptionResult().toString(), result.exceptionResult());
        }
    }

    @Override
    public int retry() {
        long waiting = Math.min(queue.amountOfSequences(), SEQUENCES_AT_ONCE_MAX);
        int done = 0;
        for (long n = 0; n < waiting; n++) {
            done += queue.process(letter -> again(letter.message())) ? 1 : 0;
        }
        return done;
    }

    private EnqueueDecision<EventMessage<?>> again(EventMessage<?> event) {
        try {
            inOwnTransaction(event, () -> {
                processes.get().handle(event, Segment.ROOT_SEGMENT);
                return null;
            });
            return Decisions.evict();
        } catch (RuntimeException e) {
            return Decisions.requeue(e);
        }
    }
}
