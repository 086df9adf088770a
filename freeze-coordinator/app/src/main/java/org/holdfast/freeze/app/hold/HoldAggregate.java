package org.holdfast.freeze.app.hold;

import static java.util.Map.entry;

import java.util.Map;
import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.app.aggregate.StoredTypes;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldRejection;
import org.holdfast.freeze.hold.HoldState;

/** The hold request as a kind of aggregate, with the stored names of its events. */
public final class HoldAggregate {
    public static final AggregateKind<HoldCommand, HoldEvent, HoldState, HoldRejection> KIND = new AggregateKind<>(
            "HoldRequest",
            HoldCommand.class,
            HoldEvent.class,
            new HoldDecider(),
            new StoredTypes(
                    "1",
                    Map.ofEntries(
                            entry("hold.HoldDrafted", HoldEvent.HoldDrafted.class),
                            entry("hold.HoldApproved", HoldEvent.HoldApproved.class),
                            entry("hold.HoldDismissed", HoldEvent.HoldDismissed.class),
                            entry("hold.HoldSent", HoldEvent.HoldSent.class),
                            entry("hold.HoldUnacknowledged", HoldEvent.HoldUnacknowledged.class),
                            entry("hold.HoldAcknowledged", HoldEvent.HoldAcknowledged.class),
                            entry("hold.HoldPlaced", HoldEvent.HoldPlaced.class),
                            entry("hold.HoldNotPlaced", HoldEvent.HoldNotPlaced.class),
                            entry("hold.HoldDeclined", HoldEvent.HoldDeclined.class),
                            entry("hold.HoldExtensionRequested", HoldEvent.HoldExtensionRequested.class),
                            entry("hold.HoldExtended", HoldEvent.HoldExtended.class),
                            entry("hold.HoldLapsePresumed", HoldEvent.HoldLapsePresumed.class),
                            entry("hold.HoldExpired", HoldEvent.HoldExpired.class),
                            entry("hold.HoldReleaseRequested", HoldEvent.HoldReleaseRequested.class),
                            entry("hold.HoldReleased", HoldEvent.HoldReleased.class),
                            entry("hold.HoldWithdrawn", HoldEvent.HoldWithdrawn.class),
                            entry("hold.HoldFactSuspended", HoldEvent.HoldFactSuspended.class),
                            entry("hold.HoldFactRestored", HoldEvent.HoldFactRestored.class),
                            entry("hold.HoldFactLost", HoldEvent.HoldFactLost.class),
                            entry("hold.HoldKept", HoldEvent.HoldKept.class)),
                    // Revision 1 had no tip, no blocks and no parts left out.
                    Map.of("hold.HoldDrafted", "2")));

    private HoldAggregate() {}
}
