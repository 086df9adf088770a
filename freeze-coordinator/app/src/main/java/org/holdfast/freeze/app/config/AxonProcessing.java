package org.holdfast.freeze.app.config;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.holdfast.freeze.app.aggregate.Projection;
import org.holdfast.freeze.app.aggregate.axon.ProjectionHandler;
import org.holdfast.freeze.app.process.axon.FreezeProcessSaga;
import org.holdfast.freeze.app.process.axon.ProcessIsolation;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.freeze.app.watch.MonotonicClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** How events reach processes and views, and how clocks run. */
@Configuration(proxyBeanMethods = false)
class AxonProcessing {
    private static final int PROCESS_SEGMENTS = 2;
    private static final int PROCESS_BATCH = 25;
    private static final int VIEW_BATCH = 100;
    private static final long TOKEN_CLAIM_MILLIS = 2_000;
    /** Beyond, the processor stops instead of parking, and health says so. */
    private static final int PARKED_SEQUENCES_MAX = 100_000;

    private static final int PARKED_IN_SEQUENCE_MAX = 10_000;
    private static final int CLOCK_THREADS = 2;
    private static final Duration CLOCK_LOOK = Duration.ofSeconds(1);
    private static final Duration CLOCK_HEARTBEAT = Duration.ofSeconds(5);
    private static final int HEARTBEATS_MISSED_MAX = 4;
    private static final Duration CLOCK_STOP_MAX = Duration.ofSeconds(10);
    /** What processors wait by: never set, whatever happens to the clock of the coordinator. */
    private static final Clock WAITS = new MonotonicClock(Clock.systemUTC(), System::nanoTime);

    /** A clock of a kind that this version does not know is kept: a newer version may have set it. */
    private static final Duration UNKNOWN_CLOCKS_KEPT = Duration.ofDays(36_500);

    /** Not started here: Axon starts it when every handler is there, or an overdue clock would fire into the void. */
    @Bean(destroyMethod = "")
    Scheduler clockScheduler(
            DataSource dataSource, ClockCheck check, ObjectProvider<DbSchedulerDeadlineManager> deadlineManager) {
        Scheduler scheduler = Scheduler.create(
                        new TransactionAwareDataSourceProxy(dataSource),
                        ClockTask.promptly(DbSchedulerDeadlineManager.humanReadableTask(deadlineManager::getObject)))
                .serializer(new JacksonSerializer())
                .clock(check::confirmed)
                .threads(CLOCK_THREADS)
                .pollingInterval(CLOCK_LOOK)
                .heartbeatInterval(CLOCK_HEARTBEAT)
                .missedHeartbeatsLimit(HEARTBEATS_MISSED_MAX)
                .deleteUnresolvedAfter(UNKNOWN_CLOCKS_KEPT)
                .shutdownMaxWait(CLOCK_STOP_MAX)
                .build();
        check.whenSet(scheduler::triggerCheckForDueExecutions);
        return scheduler;
    }

    @Bean
    DbSchedulerDeadlineManager deadlineManager(
            Scheduler clockScheduler,
            org.axonframework.config.Configuration axon,
            Serializer serializer,
            TransactionManager transactions) {
        var manager = DbSchedulerDeadlineManager.builder()
                .scheduler(clockScheduler)
                .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
                .serializer(serializer)
                .transactionManager(transactions)
                .useBinaryPojo(false)
                .startScheduler(true)
                .stopScheduler(true)
                .build();
        // Keeps the trail from the event that set a clock to what the clock caused.
        manager.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return manager;
    }

    /** Sagas have no queue of failed events in Axon; this one is ours. */
    @Bean
    ProcessIsolation processIsolation(
            ConnectionProvider connections,
            TransactionManager transactions,
            PlatformTransactionManager springTransactions,
            Serializer json,
            JdbcClient jdbc,
            ObjectProvider<org.axonframework.config.Configuration> axon) {
        String name = FreezeProcessSaga.PROCESSOR;
        return new ProcessIsolation(
                parkedEvents(name, connections, transactions, json),
                () -> Set.copyOf(jdbc.sql("select distinct sequenceidentifier from deadletterentry"
                                + " where processinggroup = ?")
                        .param(name)
                        .query(String.class)
                        .list()),
                (sequence, event) -> waitsBehind(jdbc, name, sequence, event),
                event -> isParkedBefore(jdbc, name, event),
                new SpringTransactionManager(
                        springTransactions,
                        new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW)),
                () -> axon.getObject().correlationDataProviders(),
                () -> axon.getObject()
                        .eventProcessingConfiguration()
                        .sagaConfiguration(FreezeProcessSaga.class)
                        .manager());
    }

    /** Whether an event of the sequence is parked that is not a later one of the same aggregate. */
    private static boolean waitsBehind(JdbcClient jdbc, String name, String sequence, EventMessage<?> event) {
        if (!(event instanceof DomainEventMessage<?> own)) {
            return true;
        }
        return jdbc.sql("select exists (select from deadletterentry where processinggroup = :name"
                        + " and sequenceidentifier = :sequence and (aggregateidentifier is distinct from :aggregate"
                        + " or sequencenumber <= :number))")
                .param("name", name)
                .param("sequence", sequence)
                .param("aggregate", own.getAggregateIdentifier())
                .param("number", own.getSequenceNumber())
                .query(Boolean.class)
                .single();
    }

    /** Asked in the transaction that parks the event. Two segments may meet an event at once: the second one waits. */
    private static boolean isParkedBefore(JdbcClient jdbc, String name, String event) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parked ' || :name, 0))")
                .param("name", name)
                .query((row, number) -> name)
                .single();
        return isEvicted(jdbc, name, event)
                || jdbc.sql("select exists (select from deadletterentry where processinggroup = :name"
                                + " and eventidentifier = :event)")
                        .param("name", name)
                        .param("event", event)
                        .query(Boolean.class)
                        .single();
    }

    /** Whether a person took the event out for good. */
    private static boolean isEvicted(JdbcClient jdbc, String name, String event) {
        return jdbc.sql("select exists (select from parked_eviction where processinggroup = :name"
                        + " and eventidentifier = :event)")
                .param("name", name)
                .param("event", event)
                .query(Boolean.class)
                .single();
    }

    private static JdbcSequencedDeadLetterQueue<EventMessage<?>> parkedEvents(
            String name, ConnectionProvider connections, TransactionManager transactions, Serializer json) {
        return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(name)
                .maxSequences(PARKED_SEQUENCES_MAX)
                .maxSequenceSize(PARKED_IN_SEQUENCE_MAX)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(DeadLetterSchema.defaultSchema())
                .genericSerializer(json)
                .eventSerializer(json)
                .build();
    }

    @Bean
    ConfigurerModule processes(ObjectProvider<ProcessIsolation> isolation) {
        return configurer -> configurer.eventProcessing(processing -> {
            processing.usingPooledStreamingEventProcessors();
            processing.registerPooledStreamingEventProcessorConfiguration(
                    FreezeProcessSaga.PROCESSOR,
                    (axon, builder) -> builder.initialSegmentCount(PROCESS_SEGMENTS)
                            .batchSize(PROCESS_BATCH)
                            .tokenClaimInterval(TOKEN_CLAIM_MILLIS)
                            .clock(WAITS)
                            .enableCoordinatorClaimExtension()
                            .initialToken(StreamableMessageSource::createTailToken));
            processing.registerHandlerInterceptor(FreezeProcessSaga.PROCESSOR, axon -> isolation.getObject()::handle);
            // Axon's default logs a failure and takes the next event. Here a failure stops the batch, which is
            // repeated.
            processing.registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance());
        });
    }

    /** Gives each projection a processor of its own, with a queue of failed events. */
    @Bean
    ConfigurerModule projections(
            ObjectProvider<Projection<?>> projections,
            ConnectionProvider connections,
            TransactionManager transactions,
            PlatformTransactionManager springTransactions,
            JdbcClient jdbc,
            Serializer json) {
        return configurer -> configurer.eventProcessing(processing -> projections.forEach(projection -> {
            String name = projection.name();
            processing.registerEventHandler(axon -> new ProjectionHandler(projection, springTransactions));
            processing.assignHandlerInstancesMatching(
                    name,
                    handler ->
                            handler instanceof ProjectionHandler h && h.name().equals(name));
            // One segment: the positions of the exchanges' inboxes follow the order of events.
            processing.registerPooledStreamingEventProcessorConfiguration(
                    name,
                    (axon, builder) -> builder.initialSegmentCount(1)
                            .batchSize(VIEW_BATCH)
                            .tokenClaimInterval(TOKEN_CLAIM_MILLIS)
                            .clock(WAITS)
                            .enableCoordinatorClaimExtension()
                            .initialToken(StreamableMessageSource::createTailToken));
            processing.registerDeadLetterQueue(name, axon -> parkedEvents(name, connections, transactions, json));
            // A projection that is built again meets events that a person took out; that decision holds.
            processing.registerDeadLetterPolicy(
                    name,
                    axon -> (letter, cause) ->
                            isEvicted(jdbc, name, letter.message().getIdentifier())
                                    ? Decisions.doNotEnqueue()
                                    : Decisions.enqueue(cause));
        }));
    }
}
