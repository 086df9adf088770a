package org.holdfast.freeze.app.aggregate.axon;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.holdfast.freeze.app.aggregate.Projection;

/** Brings events to one projection. The payload is read only if the projection wants its type. */
public final class ProjectionHandler {
    private final Projection<?> projection;

    public ProjectionHandler(Projection<?> projection) {
        this.projection = projection;
    }

    /** The name of the projection. */
    public String name() {
        return projection.name();
    }

    @EventHandler
    void on(EventMessage<?> message) {
        project(projection, message);
    }

    private static <E> void project(Projection<E> projection, EventMessage<?> message) {
        if (!projection.events().isAssignableFrom(message.getPayloadType())) {
            return;
        }
        long sequence = message instanceof DomainEventMessage<?> event ? event.getSequenceNumber() : 0;
        E event = projection.events().cast(message.getPayload());
        projection.project(new Projection.Recorded<>(event, message.getIdentifier(), sequence));
    }
}
