package org.holdfast.freeze.app.hold.axon;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.holdfast.freeze.app.aggregate.FreezeProcessors;
import org.holdfast.freeze.app.exchange.ExchangeInbox;
import org.holdfast.freeze.app.exchange.InboxAsk;
import org.holdfast.freeze.app.hold.HoldViews;
import org.holdfast.freeze.app.hold.Holds;
import org.holdfast.freeze.app.process.ProcessStuck;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldEvolution;
import org.holdfast.freeze.hold.HoldState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Folds events into what is listed: requests by case and state, and what each exchange is asked. */
@Component
@ProcessingGroup(FreezeProcessors.VIEWS)
class HoldProjection {
    private final Holds holds;
    private final HoldViews views;
    private final ExchangeInbox inbox;

    HoldProjection(Holds holds, HoldViews views, ExchangeInbox inbox) {
        this.holds = holds;
        this.views = views;
        this.inbox = inbox;
    }

    @EventHandler
    void on(HoldEvent event, @SequenceNumber long sequence, @MessageIdentifier String eventId) {
        List<HoldEvent> history = holds.history(event.holdId());
        List<HoldEvent> upToHere = history.subList(0, Math.toIntExact(Math.addExact(sequence, 1)));
        var state = (HoldState.Present) HoldEvolution.replay(upToHere);
        views.put(state, upToHere.getFirst().at(), event.at(), sequence);
        InboxAsk ask = asked(event);
        if (ask != null) {
            inbox.add(state.terms().draft().vaspId(), event.holdId(), ask, event.at(), eventId);
        }
    }

    @EventHandler
    void on(ProcessStuck stuck, @MessageIdentifier String eventId) {
        views.putStuck(eventId, stuck.holdId(), stuck.command(), stuck.refusal(), stuck.at());
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
