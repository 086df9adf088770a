package org.holdfast.freeze.app.config;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSqlSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.holdfast.freeze.app.aggregate.StoredNames;
import org.holdfast.freeze.app.aggregate.axon.EventSerializer;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.freeze.app.watch.MonotonicClock;
import org.holdfast.freeze.app.watch.axon.CheckedTokenStore;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Where Axon keeps events, tokens and processes: PostgreSQL, through the service's own transactions. */
@Configuration(proxyBeanMethods = false)
class AxonStorage {
    private static final int READ_BATCH = 200;
    private static final int GAPS_MAX = 10_000;
    private static final int EVENTS_CACHED_MAX = 10_000;
    /** An instance that was stopped loses its claims after so long. */
    private static final Duration CLAIM_MAX = Duration.ofSeconds(10);

    private static final long FETCH_DELAY_MILLIS = 200;
    private static final long CLEANUP_DELAY_MILLIS = 10_000;
    /**
     * A reader sees an event only when no running transaction can still write one before it. Without this, an event
     * that commits late is skipped for ever (Axon issue 4829).
     */
    private static final String GATE = " txid < pg_snapshot_xmin(pg_current_snapshot()) ";

    @Bean
    @Primary
    Serializer serializer(StoredNames names) {
        return EventSerializer.of(names);
    }

    /** Axon stamps events, claims and parked events with static clocks of its own. */
    @Bean
    InitializingBean axonClocks(Clock clock) {
        return () -> {
            if (clock instanceof MonotonicClock own) {
                GenericEventMessage.clock = own;
                AbstractTokenEntry.clock = own;
                GenericDeadLetter.clock = own;
            }
        };
    }

    /**
     * The connection of the service's own transaction. Axon's default rolls that connection back when a command fails,
     * and Spring does not know it: the savepoints are gone then, and what follows runs in another transaction.
     */
    @Bean
    ConnectionProvider connectionProvider(DataSource database) {
        return new SpringDataSourceConnectionProvider(database);
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, TokenSchema schema, ClockCheck check) {
        return new CheckedTokenStore(
                JdbcTokenStore.builder()
                        .connectionProvider(connections)
                        .schema(schema)
                        .serializer(serializer)
                        .claimTimeout(CLAIM_MAX),
                check);
    }

    @Bean
    TokenSchema tokenSchema() {
        return new TokenSchema();
    }

    @Bean
    PersistenceExceptionResolver persistenceExceptions() {
        return new JdbcSQLErrorCodesResolver();
    }

    /** Loads with a row lock: a clock of one process must not overwrite what another thread just wrote. */
    @Bean
    SagaSqlSchema sagaSchema() {
        var schema = new PostgresSagaSqlSchema();
        schema.setExclusiveLoad(true);
        return schema;
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            Serializer serializer,
            PersistenceExceptionResolver exceptions,
            org.axonframework.config.Configuration axon,
            ConnectionProvider connections,
            TransactionManager transactions) {
        return JdbcEventStorageEngine.builder()
                .snapshotSerializer(serializer)
                .eventSerializer(serializer)
                .persistenceExceptionResolver(exceptions)
                .upcasterChain(axon.upcasterChain())
                .snapshotFilter(axon.snapshotFilter())
                .connectionProvider(connections)
                .transactionManager(transactions)
                .batchSize(READ_BATCH)
                .maxGapOffset(GAPS_MAX)
                .readEventDataWithoutGaps((connection, schema, index, count) -> {
                    var statement = connection.prepareStatement("select " + schema.trackedEventFields() + " from "
                            + schema.domainEventTable() + " where globalIndex > ? and globalIndex <= ? and" + GATE
                            + "order by globalIndex");
                    statement.setLong(1, index);
                    statement.setLong(2, Math.addExact(index, count));
                    return statement;
                })
                .readEventDataWithGaps((connection, schema, index, count, gaps) -> {
                    // One array parameter: a long list of gaps would pass the 65,535 parameters of a statement.
                    var statement = connection.prepareStatement("select " + schema.trackedEventFields() + " from "
                            + schema.domainEventTable() + " where (globalIndex > ? and globalIndex <= ? and" + GATE
                            + ") or globalIndex = any(?) order by globalIndex");
                    statement.setLong(1, index);
                    statement.setLong(2, Math.addExact(index, count));
                    statement.setArray(3, connection.createArrayOf("bigint", gaps.toArray()));
                    return statement;
                })
                .fetchTrackedEvents((connection, schema, index) -> {
                    var statement = connection.prepareStatement("select min(globalIndex) from "
                            + schema.domainEventTable() + " where globalIndex > ? and" + GATE);
                    statement.setLong(1, index);
                    return statement;
                })
                .createHeadToken((connection, schema) -> connection.prepareStatement(
                        "select max(globalIndex) from " + schema.domainEventTable() + " where" + GATE))
                .build();
    }

    @Bean
    EventStore eventBus(EventStorageEngine engine) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .cachedEvents(EVENTS_CACHED_MAX)
                .fetchDelay(FETCH_DELAY_MILLIS)
                .cleanupDelay(CLEANUP_DELAY_MILLIS)
                .build();
    }
}
