package org.holdfast.freeze.app.exchange;

import java.time.Instant;
import java.util.List;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;

/** The inbox of each exchange, in order. Entries are only ever added. */
public interface ExchangeInbox {
    /** Adds an entry for the exchange of a listed request, once per event. */
    void add(HoldId hold, InboxAsk asked, Instant at, String eventId);

    /** The entries of one exchange after a position, oldest first. */
    List<InboxEntry> after(VaspId vasp, long position, int max);
}
