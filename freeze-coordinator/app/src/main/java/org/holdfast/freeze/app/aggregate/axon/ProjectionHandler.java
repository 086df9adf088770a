package org.holdfast.freeze.app.aggregate.axon;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.holdfast.freeze.app.aggregate.Projection;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings events to one projection. The payload is read only if the projection wants its type. Each event has a
 * savepoint in the transaction of its batch: PostgreSQL refuses every statement after a failed one, so without it the
 * failed event could not be parked, and the whole projection would wait.
 */
public final class ProjectionHandler {
    private final Projection<?> projection;
    private final TransactionTemplate savepoint;

    public ProjectionHandler(Projection<?> projection, PlatformTransactionManager transactions) {
        this.projection = projection;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** The name of the projection. */
    public String name() {
        return projection.name();
    }

    @EventHandler
    void on(EventMessage<?> message) {
        project(projection, message);
    }

    private <E> void project(Projection<E> projection, EventMessage<?> message) {
        if (!projection.events().isAssignableFrom(message.getPayloadType())) {
            return;
        }
        long sequence = message instanceof DomainEventMessage<?> event ? event.getSequenceNumber() : 0;
        E event = projection.events().cast(message.getPayload());
        savepoint.executeWithoutResult(
                nested -> projection.project(new Projection.Recorded<>(event, message.getIdentifier(), sequence)));
    }
}
