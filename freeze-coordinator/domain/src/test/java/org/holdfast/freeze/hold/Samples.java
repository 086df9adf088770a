package org.holdfast.freeze.hold;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.holdfast.freeze.hold.HoldState.HoldTerms;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.freeze.legal.LegalTerm;
import org.holdfast.freeze.legal.Mark;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
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

    public static final FactStatus SUSPENDED =
            new FactStatus.Suspended(List.of(txid(1)), "a reorg", T0.plusSeconds(86_400), T0);
    public static final FactStatus LOST = new FactStatus.Lost(LossCause.CONFLICT, "spent elsewhere", T0);
    public static final FactStatus KEPT =
            new FactStatus.Kept((FactStatus.Lost) LOST, SECOND, "the victim knows the account", T0);
    /** The transactions of both lines in blocks of another branch. */
    public static final List<LineBlock> MOVED =
            List.of(new LineBlock(txid(1), block(101, "bb")), new LineBlock(txid(2), block(103, "bb")));

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
                BaseUnits.of(asked),
                List.of(new LineBlock(txid(number), block(100))));
    }

    public static HoldDraft draft() {
        return draft(List.of(line(1, 1_000), line(2, 500)), "Traced value reached you.");
    }

    public static HoldDraft draft(List<HoldLine> lines, String summary) {
        return new HoldDraft(
                new CaseId("case-1"),
                FACT,
                "ab".repeat(32),
                new VaspId("vasp-1"),
                lines,
                summary,
                DRAFTER,
                REQUESTER,
                block(102),
                List.of());
    }

    public static HoldTerms terms() {
        return terms(new FactStatus.Stands());
    }

    public static HoldTerms terms(FactStatus fact) {
        return new HoldTerms(HOLD, draft(), HoldBasis.of(PACK), fact);
    }

    /** The transaction of a line. */
    public static TxId txid(int line) {
        return TxId.parse("%064x".formatted(line));
    }

    /** A block at a height of one branch. */
    public static BlockRef block(long height) {
        return block(height, "aa");
    }

    public static BlockRef block(long height, String branch) {
        return new BlockRef(height, BlockHash.parse(branch.repeat(28) + "%08x".formatted(height)));
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
        HoldTerms suspended = terms(SUSPENDED);
        HoldTerms lost = terms(LOST);
        var lines = fullAnswer(T0.plus(TERM));
        var held = new HoldState.Held(terms, true, lines, T0.plus(TERM), 0, null, MESSAGE);
        var extending =
                new HoldState.Held(terms, false, lines, T0.plus(TERM), 0, T0.plus(TERM.multipliedBy(2)), MESSAGE);
        var release = new HoldEvent.HoldReleaseRequested(HOLD, SECOND, null, "a reason", T0);
        return List.of(
                new HoldState.Absent(),
                new HoldState.Drafted(terms),
                new HoldState.Drafted(suspended),
                new HoldState.Dismissed(terms),
                new HoldState.Approved(terms),
                new HoldState.Approved(suspended),
                new HoldState.Sent(terms, 1, T0.plusSeconds(3_600)),
                new HoldState.Sent(suspended, 1, T0.plusSeconds(3_600)),
                new HoldState.Unacknowledged(terms, 1),
                new HoldState.Unacknowledged(lost, 1),
                new HoldState.Acknowledged(terms),
                held,
                extending,
                held.with(suspended),
                held.with(lost),
                held.with(terms(KEPT)),
                new HoldState.Unacknowledged(terms(KEPT), 1),
                new HoldState.NotHeld(terms, ReasonCode.NO_ACCOUNT, List.of(), MESSAGE),
                new HoldState.Declined(terms, ReasonCode.NEEDS_MLA, List.of(), MESSAGE),
                new HoldState.LapsePresumed(held),
                new HoldState.LapsePresumed(extending),
                new HoldState.Expired(terms),
                new HoldState.ReleaseRequested(terms, release, held),
                new HoldState.ReleaseRequested(terms, release, extending),
                new HoldState.ReleaseRequested(terms, release, null),
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
                new HoldCommand.SuspendFact(HOLD, FACT, List.of(txid(1)), "a reorg", at.plusSeconds(86_400), at),
                new HoldCommand.RestoreFact(HOLD, FACT, MOVED, block(103, "bb"), at),
                new HoldCommand.LoseFact(HOLD, FACT, LossCause.CONFLICT, "spent elsewhere", at),
                new HoldCommand.KeepHold(HOLD, SECOND, "the victim knows the account", at));
    }
}
