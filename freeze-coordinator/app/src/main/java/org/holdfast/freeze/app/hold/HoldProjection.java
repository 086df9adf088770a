package org.holdfast.freeze.app.hold;

import org.holdfast.freeze.app.aggregate.Projection;
import org.holdfast.freeze.app.exchange.ExchangeInbox;
import org.holdfast.freeze.app.exchange.InboxAsk;
import org.holdfast.freeze.hold.HoldEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds the list of hold requests and the inboxes of the exchanges: one row change for each event and inbox entry. */
@Component
class HoldProjection implements Projection<HoldEvent> {
    private final HoldViews views;
    private final ExchangeInbox inbox;

    HoldProjection(HoldViews views, ExchangeInbox inbox) {
        this.views = views;
        this.inbox = inbox;
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
    public void project(Recorded<HoldEvent> recorded) {
        HoldEvent event = recorded.event();
        views.apply(event, recorded.sequence());
        InboxAsk ask = asked(event);
        if (ask != null) {
            inbox.add(event.holdId(), ask, event.at(), recorded.eventId());
        }
    }

    private static @Nullable InboxAsk asked(HoldEvent event) {
        return switch (event) {
            case HoldEvent.HoldSent _ -> InboxAsk.HOLD;
            case HoldEvent.HoldExtensionRequested _ -> InboxAsk.EXTENSION;
            case HoldEvent.HoldReleaseRequested _ -> InboxAsk.RELEASE;
            case HoldEvent.HoldLapsePresumed _ -> InboxAsk.EXPIRY;
            case HoldEvent.HoldDrafted _,
                    HoldEvent.HoldApproved _,
                    HoldEvent.HoldDismissed _,
                    HoldEvent.HoldUnacknowledged _,
                    HoldEvent.HoldAcknowledged _,
                    HoldEvent.HoldPlaced _,
                    HoldEvent.HoldNotPlaced _,
                    HoldEvent.HoldDeclined _,
                    HoldEvent.HoldExtended _,
                    HoldEvent.HoldExpired _,
                    HoldEvent.HoldReleased _,
                    HoldEvent.HoldWithdrawn _ -> null;
        };
    }
}
