package org.holdfast.freeze.app.fact.axon;

import org.axonframework.eventhandling.gateway.EventGateway;
import org.holdfast.freeze.app.fact.FactLog;
import org.holdfast.freeze.coordination.FactEvent;
import org.springframework.stereotype.Component;

/** Facts in Axon's event store. */
@Component
class AxonFactLog implements FactLog {
    private final EventGateway events;

    AxonFactLog(EventGateway events) {
        this.events = events;
    }

    @Override
    public void record(FactEvent event) {
        events.publish(event);
    }
}
