package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.ReasonCode;
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

    /** What stays the same from the draft on. */
    record HoldTerms(HoldId holdId, HoldDraft draft, HoldBasis basis) {}

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
    }

    record Drafted(HoldTerms terms) implements Present {
        @Override
        public Label label() {
            return Label.DRAFT;
        }
    }

    record Dismissed(HoldTerms terms) implements Present {
        @Override
        public Label label() {
            return Label.DISMISSED;
        }
    }

    record Approved(HoldTerms terms) implements Present {
        @Override
        public Label label() {
            return Label.APPROVED;
        }
    }

    record Sent(HoldTerms terms, int round, Instant acknowledgementDue) implements Present {
        @Override
        public Label label() {
            return Label.SENT;
        }
    }

    record Unacknowledged(HoldTerms terms, int round) implements Present {
        @Override
        public Label label() {
            return Label.UNACKNOWLEDGED;
        }
    }

    record Acknowledged(HoldTerms terms) implements Present {
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
        public NotHeld {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return Label.NOT_HELD;
        }
    }

    record Declined(HoldTerms terms, ReasonCode reason, List<LineAnswer> lines, MessageId answer) implements Present {
        public Declined {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return Label.DECLINED;
        }
    }

    /** The term is over; whether anything is still held is not known. */
    record LapsePresumed(HoldTerms terms, List<LineAnswer> lines, Instant termEnds) implements Present {
        public LapsePresumed {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return Label.LAPSE_PRESUMED;
        }
    }

    record Expired(HoldTerms terms) implements Present {
        @Override
        public Label label() {
            return Label.EXPIRED;
        }
    }

    /**
     * The exchange was asked to release; {@code lines} is what it held when it was asked, empty if it had not
     * answered.
     */
    record ReleaseRequested(HoldTerms terms, String reason, List<LineAnswer> lines) implements Present {
        public ReleaseRequested {
            lines = List.copyOf(lines);
        }

        @Override
        public Label label() {
            return Label.RELEASE_REQUESTED;
        }
    }

    record Released(HoldTerms terms) implements Present {
        @Override
        public Label label() {
            return Label.RELEASED;
        }
    }

    record Withdrawn(HoldTerms terms) implements Present {
        @Override
        public Label label() {
            return Label.WITHDRAWN;
        }
    }
}
