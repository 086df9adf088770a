package org.holdfast.freeze.app.exchange.rest;

import org.holdfast.api.hold.ExchangeRequest;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.freeze.app.access.Words;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.HoldState.Present;
import org.holdfast.freeze.hold.HoldWording;
import org.jspecify.annotations.Nullable;

/** Requests as an exchange sees them. */
final class ExchangeBodies {
    private ExchangeBodies() {}

    static ExchangeRequest request(Present state) {
        HoldState.Held held = state instanceof HoldState.Held h ? h : null;
        return new ExchangeRequest(
                state.terms().holdId().text(),
                Words.of(state.label()),
                state.terms().basis().packId(),
                HoldWording.of(state.terms()),
                state.terms().draft().traceDigest(),
                state.terms().draft().lines().stream().map(ExchangeBodies::line).toList(),
                state instanceof HoldState.Sent sent ? text(sent.acknowledgementDue()) : null,
                held == null ? null : text(held.termEnds()),
                held == null ? null : text(held.extensionAsked()));
    }

    private static HoldLineBody line(HoldLine line) {
        return new HoldLineBody(
                line.line(),
                line.asset().toString(),
                line.address().text(),
                text(line.outpoint()),
                line.asked().toString());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
