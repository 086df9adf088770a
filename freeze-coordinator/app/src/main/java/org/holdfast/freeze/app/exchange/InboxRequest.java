package org.holdfast.freeze.app.exchange;

import java.time.Instant;
import java.util.List;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.HoldState.Held;
import org.holdfast.freeze.hold.HoldState.ReleaseRequested;
import org.holdfast.freeze.hold.HoldState.Sent;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;

/**
 * A hold request as its exchange sees it.
 *
 * @param acknowledgementDue null unless the exchange still has to acknowledge
 * @param termEnds null unless the exchange holds something
 * @param extensionAsked the end that the exchange was asked for and has not confirmed, or null
 * @param releaseReason why the exchange was asked to release, or null
 */
public record InboxRequest(
        HoldId holdId,
        HoldState.Label state,
        String basis,
        String text,
        @Nullable String traceDigest,
        List<HoldLineBody> lines,
        @Nullable Instant acknowledgementDue,
        @Nullable Instant termEnds,
        @Nullable Instant extensionAsked,
        @Nullable String releaseReason) {
    public InboxRequest {
        lines = List.copyOf(lines);
    }

    /** The request in the given state. */
    public static InboxRequest of(HoldState.Present state) {
        Held held = state instanceof Held h ? h : null;
        return new InboxRequest(
                state.terms().holdId(),
                state.label(),
                state.terms().basis().packId(),
                HoldWording.of(state.terms()),
                state.terms().draft().traceDigest(),
                HoldLines.bodies(
                        state.terms().draft().lines(), state.terms().draft().tip()),
                state instanceof Sent sent ? sent.acknowledgementDue() : null,
                held == null ? null : held.termEnds(),
                held == null ? null : held.extensionAsked(),
                state instanceof ReleaseRequested release ? release.asked().reason() : null);
    }
}
