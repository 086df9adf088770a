package org.holdfast.freeze.app.exchange.rest;

import org.holdfast.api.hold.ExchangeRequest;
import org.holdfast.api.hold.InboxResponse;
import org.holdfast.freeze.app.exchange.InboxEntry;
import org.holdfast.freeze.app.exchange.InboxRequest;
import org.holdfast.kit.rest.Requests;
import org.jspecify.annotations.Nullable;

/** Inbox entries and requests in the form that an exchange receives. */
final class ExchangeBodies {
    private ExchangeBodies() {}

    static InboxResponse.Entry entry(InboxEntry entry) {
        return new InboxResponse.Entry(
                Long.toString(entry.position()),
                Requests.word(entry.asked()),
                entry.askedAt().toString(),
                request(entry.request()));
    }

    static ExchangeRequest request(InboxRequest request) {
        return new ExchangeRequest(
                request.holdId().text(),
                Requests.word(request.state()),
                request.basis(),
                request.text(),
                request.traceDigest(),
                request.lines(),
                text(request.acknowledgementDue()),
                text(request.termEnds()),
                text(request.extensionAsked()),
                request.releaseReason());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
