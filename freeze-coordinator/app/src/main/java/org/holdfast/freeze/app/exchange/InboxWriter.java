package org.holdfast.freeze.app.exchange;

import java.time.Clock;
import java.time.Duration;
import org.holdfast.freeze.app.hold.HoldListener;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.hold.HoldEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds an inbox entry for each event that asks something of the exchange. */
@Component
class InboxWriter implements HoldListener {
    private final ExchangeInbox inbox;
    private final @Nullable Duration kept;
    private final Clock clock;

    InboxWriter(ExchangeInbox inbox, FreezeSettings settings, Clock clock) {
        this.inbox = inbox;
        this.kept = settings.retention().inbox();
        this.clock = clock;
    }

    @Override
    public void listed(HoldEvent event, String eventId) {
        InboxAsk ask = asked(event);
        if (ask != null && !over(event)) {
            inbox.add(event.holdId(), ask, event.at(), eventId);
        }
    }

    /** A replay does not bring back what was removed when its time was over. */
    private boolean over(HoldEvent event) {
        return kept != null && event.at().isBefore(clock.instant().minus(kept));
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
                    HoldEvent.HoldWithdrawn _,
                    HoldEvent.HoldFactSuspended _,
                    HoldEvent.HoldFactRestored _,
                    HoldEvent.HoldFactLost _,
                    HoldEvent.HoldKept _ -> null;
        };
    }
}
