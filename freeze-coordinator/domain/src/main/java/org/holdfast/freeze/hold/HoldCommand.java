package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.jspecify.annotations.Nullable;

/** A command to one hold request. */
public sealed interface HoldCommand extends Command {
    /** The request that the command is for. */
    HoldId holdId();

    /** Opens a request. {@code basis} is null where none was named; then the draft is refused. */
    record DraftHold(
            HoldId holdId, HoldDraft draft, @Nullable LegalPack basis, Instant at) implements HoldCommand {}

    /** A second person agrees. */
    record ApproveHold(HoldId holdId, OfficerId approver, Instant at) implements HoldCommand {}

    /** A second person does not agree; the draft is closed. */
    record DismissHold(HoldId holdId, OfficerId officer, String reason, Instant at) implements HoldCommand {}

    /** Puts an approved request into the exchange's inbox. */
    record SendHold(HoldId holdId, Instant at) implements HoldCommand {}

    /** The clock of the acknowledgement ran out. {@code round} names the sending whose clock it was. */
    record PresumeSilence(HoldId holdId, int round, Instant at) implements HoldCommand {}

    /** Sends an unacknowledged request again, marked as escalated. */
    record EscalateHold(HoldId holdId, Instant at) implements HoldCommand {}

    /** The exchange says that it has the request. */
    record RecordAcknowledgement(HoldId holdId, MessageId source, Instant at) implements HoldCommand {}

    /** The exchange answers every line. */
    record RecordAnswer(HoldId holdId, List<LineAnswer> lines, MessageId source, Instant at) implements HoldCommand {
        public RecordAnswer {
            lines = List.copyOf(lines);
        }
    }

    /** Asks the exchange to hold longer. */
    record RequestExtension(HoldId holdId, OfficerId officer, Instant until, Instant at) implements HoldCommand {}

    /** The exchange says that it holds longer. */
    record ConfirmExtension(HoldId holdId, Instant heldUntil, MessageId source, Instant at) implements HoldCommand {}

    /** The term ran out and no party has said what became of the hold. */
    record PresumeLapse(HoldId holdId, Instant termEnds, Instant at) implements HoldCommand {}

    /** The exchange says that the hold ended with its term. */
    record ConfirmExpiry(HoldId holdId, MessageId source, Instant at) implements HoldCommand {}

    /** Asks the exchange to release; a request that was never sent is withdrawn instead. */
    record RequestRelease(HoldId holdId, OfficerId officer, String reason, Instant at) implements HoldCommand {}

    /** The exchange says that nothing is held any more. */
    record ConfirmRelease(HoldId holdId, MessageId source, Instant at) implements HoldCommand {}

    /** Tracing withdrew the fact: an unsent request is withdrawn, any other waits for a decision of a person. */
    record LoseFact(HoldId holdId, FactId factId, LossCause cause, String reason, Instant at) implements HoldCommand {}

    /** A second person decides that the request stays, although its fact was withdrawn. */
    record KeepHold(HoldId holdId, OfficerId officer, String reason, Instant at) implements HoldCommand {}

    /**
     * Transactions of the fact stand in no block at the moment.
     *
     * @param decidedBy when tracing withdraws the fact if they stay away, or null
     */
    record SuspendFact(
            HoldId holdId,
            FactId factId,
            List<TxId> txids,
            String reason,
            @Nullable Instant decidedBy,
            Instant at) implements HoldCommand {
        public SuspendFact {
            txids = List.copyOf(txids);
        }
    }

    /** All transactions of the fact stand in blocks again. */
    record RestoreFact(HoldId holdId, FactId factId, List<LineBlock> blocks, BlockRef tip, Instant at)
            implements HoldCommand {
        public RestoreFact {
            blocks = List.copyOf(blocks);
        }
    }
}
