package org.holdfast.freeze.app.exchange;

import java.time.Instant;
import org.holdfast.primitives.id.HoldId;

/** One entry of an inbox. {@code position} grows from entry to entry, with gaps. */
public record InboxEntry(long position, HoldId holdId, InboxAsk asked, Instant askedAt) {}
