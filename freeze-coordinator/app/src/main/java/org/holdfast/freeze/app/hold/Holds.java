package org.holdfast.freeze.app.hold;

import java.util.List;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.primitives.id.HoldId;

/** Every hold request, as its events tell it. */
public interface Holds {
    /**
     * Gives a command, in the caller's transaction where there is one. Throws
     * {@link org.springframework.dao.ConcurrencyFailureException} where another transaction changed the request at the
     * same time; then nothing has changed and the whole transaction can be tried again.
     */
    HoldOutcome give(HoldCommand command);

    /** The events of one request, oldest first; empty where there is no such request. */
    List<HoldEvent> history(HoldId holdId);
}
