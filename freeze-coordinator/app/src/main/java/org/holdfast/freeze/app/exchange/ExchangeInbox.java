package org.holdfast.freeze.app.exchange;

import java.time.Instant;
import java.util.List;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;

/** The inbox of each exchange, in order. Entries are only ever added. */
public interface ExchangeInbox {
    /** Adds an entry for the exchange of a listed request, once per event. */
    void add(HoldId hold, InboxAsk asked, Instant at, String eventId);

    /**
     * The entries of one exchange after a position, oldest first. The page ends before an entry whose request is not
     * listed, as during a replay of the list: an exchange that read past it would never see it.
     */
    List<InboxEntry> after(VaspId vasp, long position, int max);
}
