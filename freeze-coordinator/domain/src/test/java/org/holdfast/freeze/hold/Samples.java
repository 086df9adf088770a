package org.holdfast.freeze.hold;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.holdfast.freeze.hold.HoldState.HoldTerms;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.freeze.legal.LegalTerm;
import org.holdfast.freeze.legal.Mark;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;

/** One hold request, made up, for tests. */
public final class Samples {
    public static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    public static final HoldId HOLD = new HoldId("hold-1");
    public static final FactId FACT = new FactId("fact-1");
    public static final OfficerId DRAFTER = new OfficerId("drafter");
    public static final OfficerId REQUESTER = new OfficerId("requester");
    public static final OfficerId SECOND = new OfficerId("second");
    public static final MessageId MESSAGE = new MessageId("message-1");
    public static final Duration TERM = Duration.ofDays(3);
    public static final LegalPack PACK = pack(LegalPack.Status.IN_FORCE, Mark.DESIGN, term(72, Mark.DESIGN));

    private Samples() {}

    public static LegalTerm term(int hours, Mark mark) {
        return new LegalTerm(hours, LegalTerm.Unit.HOUR, "a source", mark);
    }

    public static LegalPack pack(LegalPack.Status status, Mark mark, @Nullable LegalTerm term) {
        return new LegalPack(
                "vasp.voluntary",
                1,
                status,
                LocalDate.parse("2026-01-01"),
                null,
                mark,
                "a source",
                true,
                term,
                term(1, Mark.DESIGN),
                1);
    }

    public static HoldLine line(int number, long asked) {
        return new HoldLine(
                number,
                Chains.named("mainnet").nativeAsset().id(),
                new Address(ChainId.BITCOIN_MAINNET, "bc1qexample" + number),
                null,
                BaseUnits.of(asked));
    }

    public static HoldDraft draft() {
        return draft(List.of(line(1, 1_000), line(2, 500)), "Traced value reached you.");
    }

    public static HoldDraft draft(List<HoldLine> lines, String summary) {
        return new HoldDraft(
                new CaseId("case-1"), FACT, "ab".repeat(32), new VaspId("vasp-1"), lines, summary, DRAFTER, REQUESTER);
    }

    public static HoldTerms terms() {
        return new HoldTerms(HOLD, draft(), HoldBasis.of(PACK));
    }

    public static LineAnswer heldLine(int number, long held, ReasonCode reason, Instant until) {
        return new LineAnswer(number, LineResult.HELD, reason, BaseUnits.of(held), until, "ref-" + number);
    }

    public static LineAnswer emptyLine(int number, LineResult result, ReasonCode reason) {
        return new LineAnswer(number, result, reason, BaseUnits.ZERO, null, null);
    }

    public static List<LineAnswer> fullAnswer(Instant until) {
        return List.of(heldLine(1, 1_000, ReasonCode.OK_FULL, until), heldLine(2, 500, ReasonCode.OK_FULL, until));
    }

    /** One of each state, in the order of a request's life. */
    public static List<HoldState> everyState() {
        HoldTerms terms = terms();
        var lines = fullAnswer(T0.plus(TERM));
        return List.of(
                new HoldState.Absent(),
                new HoldState.Drafted(terms),
                new HoldState.Dismissed(terms),
                new HoldState.Approved(terms),
                new HoldState.Sent(terms, 1, T0.plusSeconds(3_600)),
                new HoldState.Unacknowledged(terms, 1),
                new HoldState.Acknowledged(terms),
                new HoldState.Held(terms, true, lines, T0.plus(TERM), 0, null, MESSAGE),
                new HoldState.Held(terms, false, lines, T0.plus(TERM), 0, T0.plus(TERM.multipliedBy(2)), MESSAGE),
                new HoldState.NotHeld(terms, ReasonCode.NO_ACCOUNT, List.of(), MESSAGE),
                new HoldState.Declined(terms, ReasonCode.NEEDS_MLA, List.of(), MESSAGE),
                new HoldState.LapsePresumed(terms, lines, T0.plus(TERM)),
                new HoldState.Expired(terms),
                new HoldState.ReleaseRequested(terms, "a reason", lines),
                new HoldState.Released(terms),
                new HoldState.Withdrawn(terms));
    }

    /** One of each command, given at {@code at}. */
    public static List<HoldCommand> everyCommand(Instant at) {
        return List.of(
                new HoldCommand.DraftHold(HOLD, draft(), PACK, at),
                new HoldCommand.ApproveHold(HOLD, SECOND, at),
                new HoldCommand.DismissHold(HOLD, SECOND, "not enough", at),
                new HoldCommand.SendHold(HOLD, at),
                new HoldCommand.PresumeSilence(HOLD, 1, at),
                new HoldCommand.EscalateHold(HOLD, at),
                new HoldCommand.RecordAcknowledgement(HOLD, MESSAGE, at),
                new HoldCommand.RecordAnswer(HOLD, fullAnswer(at.plus(TERM)), MESSAGE, at),
                new HoldCommand.RequestExtension(HOLD, SECOND, T0.plus(TERM).plusSeconds(60), at),
                new HoldCommand.ConfirmExtension(HOLD, T0.plus(TERM).plusSeconds(60), MESSAGE, at),
                new HoldCommand.PresumeLapse(HOLD, T0.plus(TERM), at),
                new HoldCommand.ConfirmExpiry(HOLD, MESSAGE, at),
                new HoldCommand.RequestRelease(HOLD, SECOND, "mistaken", at),
                new HoldCommand.ConfirmRelease(HOLD, MESSAGE, at),
                new HoldCommand.WithdrawHold(HOLD, FACT, "reorg", at));
    }
}
