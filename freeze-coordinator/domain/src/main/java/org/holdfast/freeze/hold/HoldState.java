package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.jspecify.annotations.Nullable;

/** Where one hold request stands. */
public sealed interface HoldState {
    /** The state as a client reads it. */
    Label label();

    /** States by name. */
    enum Label {
        ABSENT,
        DRAFT,
        DISMISSED,
        APPROVED,
        SENT,
        UNACKNOWLEDGED,
        ACKNOWLEDGED,
        HELD_FULL,
        HELD_PARTIAL,
        NOT_HELD,
        DECLINED,
        LAPSE_PRESUMED,
        EXPIRED,
        RELEASE_REQUESTED,
        RELEASED,
        WITHDRAWN
    }

    /** What a request asks for, what it rests on, and whether its fact stands. */
    record HoldTerms(HoldId holdId, HoldDraft draft, HoldBasis basis, FactStatus fact) {
        HoldTerms with(FactStatus status) {
            return new HoldTerms(holdId, draft, basis, status);
        }
    }

    /** There is no such request. */
    record Absent() implements HoldState {
        @Override
        public Label label() {
            return Label.ABSENT;
        }
    }

    /** Every state of a request that exists. */
    sealed interface Present extends HoldState {
        HoldTerms terms();

        /** The same state of a request whose fact has changed. */
        Present with(HoldTerms changed);
    }

    record Drafted(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Drafted(changed);
        }

        @Override
        public Label label() {
            return Label.DRAFT;
        }
    }

    record Dismissed(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Dismissed(changed);
        }

        @Override
        public Label label() {
            return Label.DISMISSED;
        }
    }

    record Approved(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Approved(changed);
        }

        @Override
        public Label label() {
            return Label.APPROVED;
        }
    }

    record Sent(HoldTerms terms, int round, Instant acknowledgementDue) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Sent(changed, round, acknowledgementDue);
        }

        @Override
        public Label label() {
            return Label.SENT;
        }
    }

    record Unacknowledged(HoldTerms terms, int round) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Unacknowledged(changed, round);
        }

        @Override
        public Label label() {
            return Label.UNACKNOWLEDGED;
        }
    }

    record Acknowledged(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Acknowledged(changed);
        }

        @Override
        public Label label() {
            return Label.ACKNOWLEDGED;
        }
    }

    /**
     * Something is held.
     *
     * @param answer the message that said so
     * @param extensionAsked until when the exchange was asked to hold, where it has not answered that
     */
    record Held(
            HoldTerms terms,
            boolean inFull,
            List<LineAnswer> lines,
            Instant termEnds,
            int extensions,
            @Nullable Instant extensionAsked,
            MessageId answer)
            implements Present {
        @Override
        public Held with(HoldTerms changed) {
            return new Held(changed, inFull, lines, termEnds, extensions, extensionAsked, answer);
        }

        public Held {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return inFull ? Label.HELD_FULL : Label.HELD_PARTIAL;
        }

        Held askedFor(Instant until) {
            return new Held(terms, inFull, lines, termEnds, extensions, until, answer);
        }

        Held extendedTo(Instant ends) {
            return new Held(terms, inFull, lines, ends, extensions + 1, null, answer);
        }
    }

    record NotHeld(HoldTerms terms, ReasonCode reason, List<LineAnswer> lines, MessageId answer) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new NotHeld(changed, reason, lines, answer);
        }

        public NotHeld {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return Label.NOT_HELD;
        }
    }

    record Declined(HoldTerms terms, ReasonCode reason, List<LineAnswer> lines, MessageId answer) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Declined(changed, reason, lines, answer);
        }

        public Declined {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return Label.DECLINED;
        }
    }

    /** The term of {@code held} is over; whether anything is still held is not known. */
    record LapsePresumed(Held held) implements Present {
        @Override
        public HoldTerms terms() {
            return held.terms();
        }

        @Override
        public Present with(HoldTerms changed) {
            return new LapsePresumed(held.with(changed));
        }

        @Override
        public Label label() {
            return Label.LAPSE_PRESUMED;
        }
    }

    record Expired(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Expired(changed);
        }

        @Override
        public Label label() {
            return Label.EXPIRED;
        }
    }

    /** The exchange was asked to release {@code held}, null if it had not answered. */
    record ReleaseRequested(
            HoldTerms terms,
            HoldEvent.HoldReleaseRequested asked,
            @Nullable Held held) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new ReleaseRequested(changed, asked, held == null ? null : held.with(changed));
        }

        @Override
        public Label label() {
            return Label.RELEASE_REQUESTED;
        }
    }

    record Released(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Released(changed);
        }

        @Override
        public Label label() {
            return Label.RELEASED;
        }
    }

    record Withdrawn(HoldTerms terms) implements Present {
        @Override
        public Present with(HoldTerms changed) {
            return new Withdrawn(changed);
        }

        @Override
        public Label label() {
            return Label.WITHDRAWN;
        }
    }
}
