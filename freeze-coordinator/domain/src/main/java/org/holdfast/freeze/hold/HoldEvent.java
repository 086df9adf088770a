package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.jspecify.annotations.Nullable;

/** What happened to one hold request. Every time is UTC and came in with the command. */
public sealed interface HoldEvent {
    HoldId holdId();

    Instant at();

    /** Recorded when a request was written down; no other party has seen it. */
    record HoldDrafted(HoldId holdId, HoldDraft draft, HoldBasis basis, Instant at) implements HoldEvent {}

    /** Recorded when a second person agreed. */
    record HoldApproved(HoldId holdId, OfficerId approver, Instant at) implements HoldEvent {}

    /** Recorded when a second person refused the draft. */
    record HoldDismissed(HoldId holdId, OfficerId officer, String reason, Instant at) implements HoldEvent {}

    /** Recorded when the request stood in the exchange's inbox; {@code round} counts the sendings from 1. */
    record HoldSent(HoldId holdId, int round, Instant acknowledgementDue, Instant at) implements HoldEvent {}

    /** Recorded when the acknowledgement was due and had not come. */
    record HoldUnacknowledged(HoldId holdId, int round, Instant at) implements HoldEvent {}

    /** Recorded when the exchange said that it has the request. */
    record HoldAcknowledged(HoldId holdId, MessageId source, Instant at) implements HoldEvent {}

    /**
     * Recorded when the exchange said that it holds something. {@code termEnds} is the earlier of what it promised and
     * what the basis allows.
     */
    record HoldPlaced(
            HoldId holdId, boolean inFull, List<LineAnswer> lines, Instant termEnds, MessageId source, Instant at)
            implements HoldEvent {
        public HoldPlaced {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the exchange said that it holds nothing. */
    record HoldNotPlaced(HoldId holdId, ReasonCode reason, List<LineAnswer> lines, MessageId source, Instant at)
            implements HoldEvent {
        public HoldNotPlaced {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the exchange would not act on the request. */
    record HoldDeclined(HoldId holdId, ReasonCode reason, List<LineAnswer> lines, MessageId source, Instant at)
            implements HoldEvent {
        public HoldDeclined {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the exchange was asked to hold longer; it has not answered. */
    record HoldExtensionRequested(HoldId holdId, OfficerId officer, Instant until, Instant at) implements HoldEvent {}

    /** Recorded when the exchange said that it holds longer. */
    record HoldExtended(HoldId holdId, Instant termEnds, MessageId source, Instant at) implements HoldEvent {}

    /** Recorded when the term ran out without a confirmation. Not the same as released. */
    record HoldLapsePresumed(HoldId holdId, Instant termEnds, Instant at) implements HoldEvent {}

    /** Recorded when the exchange said that the hold ended with its term. */
    record HoldExpired(HoldId holdId, MessageId source, Instant at) implements HoldEvent {}

    /**
     * Recorded when an officer asked the exchange to release. {@code factId} names a fact that was withdrawn before;
     * earlier versions asked without an officer then.
     */
    record HoldReleaseRequested(
            HoldId holdId,
            @Nullable OfficerId officer,
            @Nullable FactId factId,
            String reason,
            Instant at) implements HoldEvent {}

    /** Recorded when the exchange said that nothing is held any more. */
    record HoldReleased(HoldId holdId, MessageId source, Instant at) implements HoldEvent {}

    /** Recorded when a request was taken back before anybody outside had seen it. */
    record HoldWithdrawn(
            HoldId holdId,
            @Nullable OfficerId officer,
            @Nullable FactId factId,
            String reason,
            Instant at) implements HoldEvent {}

    /** Recorded when transactions of the fact stood in no block; what the exchange was asked stays as it is. */
    record HoldFactSuspended(
            HoldId holdId,
            FactId factId,
            List<TxId> txids,
            String reason,
            @Nullable Instant decidedBy,
            Instant at) implements HoldEvent {
        public HoldFactSuspended {
            txids = List.copyOf(txids);
        }
    }

    /** Recorded when all transactions of the fact stood in blocks again; {@code lines} name the blocks of today. */
    record HoldFactRestored(HoldId holdId, FactId factId, List<HoldLine> lines, BlockRef tip, Instant at)
            implements HoldEvent {
        public HoldFactRestored {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the fact of a request that was sent had been withdrawn. A person decides what follows. */
    record HoldFactLost(HoldId holdId, FactId factId, LossCause cause, String reason, Instant at)
            implements HoldEvent {}

    /** Recorded when a second person decided that a request stays, although its fact was withdrawn. */
    record HoldKept(HoldId holdId, OfficerId officer, String reason, Instant at) implements HoldEvent {}
}
