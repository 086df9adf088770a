package org.holdfast.freeze.coordination;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.coordination.FactEvent.FactWithdrawn;
import org.holdfast.freeze.coordination.FactEvent.ValueReachedService;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.primitives.id.HoldId;

/**
 * The life of one hold request from the fact to its end. It keeps only what it needs to react: the request and the
 * running clocks. The request itself decides what it may do.
 */
public record FreezeProcess(HoldId holdId, Clocks clocks) {
    private static final int SUMMARY_ATTRIBUTION_MAX = 200;

    /** A process in which nothing has happened. */
    public static FreezeProcess of(HoldId holdId) {
        return new FreezeProcess(holdId, Clocks.NONE);
    }

    /** What follows from {@code signal}. {@code now} stamps the commands, UTC. */
    public static Reaction react(FreezeProcess process, ProcessSignal signal, DraftRules rules, Instant now) {
        return switch (signal) {
            case ProcessSignal.FactCame fact -> onFact(process, fact.event(), rules, now);
            case ProcessSignal.HoldMoved moved -> onHold(process, moved.event(), now);
            case ProcessSignal.ClockRanOut ranOut -> onClock(process, ranOut.clock(), ranOut.at());
        };
    }

    private static Reaction onFact(FreezeProcess process, FactEvent event, DraftRules rules, Instant now) {
        return switch (event) {
            case ValueReachedService fact -> {
                var draft = new HoldDraft(
                        fact.caseId(),
                        fact.factId(),
                        fact.traceDigest(),
                        fact.vaspId(),
                        fact.lines(),
                        summary(fact),
                        rules.drafter(),
                        fact.requester());
                yield same(process, new HoldCommand.DraftHold(process.holdId(), draft, rules.basis(), now));
            }
            case FactWithdrawn gone ->
                same(
                        process,
                        new HoldCommand.WithdrawHold(process.holdId(), gone.withdrawnFactId(), gone.reason(), now));
        };
    }

    private static String summary(ValueReachedService fact) {
        boolean plain = fact.attribution().length() <= SUMMARY_ATTRIBUTION_MAX
                && HoldWording.compellingWord(fact.attribution()).isEmpty();
        // A source's name may hold a word of compulsion; a request must not, and stays readable without the name.
        String attribution = plain ? fact.attribution() : "an imported label";
        return "Value traced by the rule \"%s\" reached addresses that %s gives to you; digest of the trace %s."
                .formatted(fact.policy(), attribution, fact.traceDigest());
    }

    private static Reaction onHold(FreezeProcess process, HoldEvent event, Instant now) {
        Clocks clocks = process.clocks();
        Clocks unacknowledged = clocks.without(AcknowledgementClock.NAME);
        return switch (event) {
            case HoldEvent.HoldDrafted _ -> same(process);
            case HoldEvent.HoldApproved _ -> same(process, new HoldCommand.SendHold(process.holdId(), now));
            case HoldEvent.HoldSent sent ->
                running(process, clocks.with(new AcknowledgementClock(sent.round(), sent.acknowledgementDue())));
            case HoldEvent.HoldUnacknowledged silent ->
                silent.round() < HoldDecider.SENDINGS_MAX
                        ? running(process, unacknowledged, new HoldCommand.EscalateHold(process.holdId(), now))
                        : running(process, unacknowledged);
            case HoldEvent.HoldAcknowledged _ -> running(process, unacknowledged);
            case HoldEvent.HoldPlaced placed -> running(process, unacknowledged.with(new TermClock(placed.termEnds())));
            case HoldEvent.HoldExtensionRequested _ -> same(process);
            case HoldEvent.HoldExtended extended -> running(process, clocks.with(new TermClock(extended.termEnds())));
            case HoldEvent.HoldLapsePresumed _, HoldEvent.HoldReleaseRequested _ -> running(process, Clocks.NONE);
            case HoldEvent.HoldDismissed _,
                    HoldEvent.HoldNotPlaced _,
                    HoldEvent.HoldDeclined _,
                    HoldEvent.HoldExpired _,
                    HoldEvent.HoldReleased _,
                    HoldEvent.HoldWithdrawn _ -> new Reaction(of(process.holdId()), List.of(), true);
        };
    }

    private static Reaction onClock(FreezeProcess process, ProcessClock clock, Instant at) {
        if (!process.clocks().runs(clock)) {
            return same(process);
        }
        return switch (clock) {
            case AcknowledgementClock ack ->
                same(process, new HoldCommand.PresumeSilence(process.holdId(), ack.round(), at));
            case TermClock term -> same(process, new HoldCommand.PresumeLapse(process.holdId(), term.due(), at));
        };
    }

    private static Reaction same(FreezeProcess process, HoldCommand... commands) {
        return new Reaction(process, List.of(commands), false);
    }

    private static Reaction running(FreezeProcess process, Clocks clocks, HoldCommand... commands) {
        return new Reaction(new FreezeProcess(process.holdId(), clocks), List.of(commands), false);
    }
}
