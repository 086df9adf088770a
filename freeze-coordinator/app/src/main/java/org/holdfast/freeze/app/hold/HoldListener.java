package org.holdfast.freeze.app.hold;

import org.holdfast.freeze.hold.HoldEvent;

/** Another feature that follows the list of hold requests, in the transaction of the list. */
public interface HoldListener {
    /** Called once the list shows {@code event}; again, with the same id, after a repeat. */
    void listed(HoldEvent event, String eventId);
}
