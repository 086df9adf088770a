package org.holdfast.freeze.app.hold;

import java.util.List;
import org.holdfast.freeze.app.aggregate.Projection;
import org.holdfast.freeze.hold.HoldEvent;
import org.springframework.stereotype.Component;

/** Builds the list of hold requests: one row change for each event. */
@Component
class HoldProjection implements Projection<HoldEvent> {
    private final HoldViews views;
    private final List<HoldListener> listeners;

    HoldProjection(HoldViews views, List<HoldListener> listeners) {
        this.views = views;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public String name() {
        return "hold-views";
    }

    @Override
    public Class<HoldEvent> events() {
        return HoldEvent.class;
    }

    @Override
    public void clear() {
        views.clear();
    }

    @Override
    public void project(Recorded<HoldEvent> recorded) {
        views.apply(recorded.event(), recorded.sequence());
        listeners.forEach(listener -> listener.listed(recorded.event(), recorded.eventId()));
    }
}
