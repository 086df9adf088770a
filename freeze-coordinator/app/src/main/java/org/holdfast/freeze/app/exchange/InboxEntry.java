package org.holdfast.freeze.app.exchange;

import java.time.Instant;

/** One entry of an inbox, with its request. {@code position} grows from entry to entry, with gaps. */
public record InboxEntry(long position, InboxAsk asked, Instant askedAt, InboxRequest request) {}
