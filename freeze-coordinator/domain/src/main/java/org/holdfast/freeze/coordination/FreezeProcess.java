package org.holdfast.freeze.coordination;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.coordination.FactEvent.FactRestored;
import org.holdfast.freeze.coordination.FactEvent.FactSuspended;
import org.holdfast.freeze.coordination.FactEvent.FactWithdrawn;
import org.holdfast.freeze.coordination.FactEvent.ValueReachedService;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.coverage.CoverageCommand;
import org.holdfast.freeze.coverage.CoverageCommand.AskPlaces;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;

/**
 * The life of one hold request from the fact to its end. It keeps only what it needs to react. The request itself
 * decides what it may do, and the coverage what it may ask for.
 *
 * @param coverage what the request counts in; null until that is known
 * @param clocks the running clocks
 */
public record FreezeProcess(HoldId holdId, @Nullable CoverageKey coverage, Clocks clocks) {
    private static final int SUMMARY_ATTRIBUTION_MAX = 200;

    /** A process in which nothing has happened. */
    public static FreezeProcess of(HoldId holdId) {
        return new FreezeProcess(holdId, null, Clocks.NONE);
    }

    /** What follows from {@code signal}. {@code now} stamps the commands, UTC. */
    public static Reaction react(FreezeProcess process, ProcessSignal signal, DraftRules rules, Instant now) {
        return switch (signal) {
            case ProcessSignal.FactCame fact -> onFact(process, fact.event(), rules, now);
            case ProcessSignal.HoldMoved moved -> onHold(process, moved.event(), now);
            case ProcessSignal.CoverageMoved moved -> onCoverage(process, moved.event(), rules, now);
            case ProcessSignal.CommandRefused refused ->
                refused.command() instanceof HoldCommand.DraftHold
                        ? same(process, freed(process, false, now))
                        : same(process);
            case ProcessSignal.ClockRanOut ranOut -> onClock(process, ranOut.clock(), ranOut.at());
        };
    }

    /** What a fact asks for, before the coverage leaves out what is asked already. Its fact has at least one line. */
    public static AskPlaces asking(ValueReachedService fact, DraftRules rules, Instant now) {
        var draft = new HoldDraft(
                fact.caseId(),
                fact.factId(),
                fact.traceDigest(),
                fact.vaspId(),
                fact.lines(),
                summary(fact),
                rules.drafter(),
                fact.requester(),
                fact.tip(),
                List.of());
        return new AskPlaces(CoverageKey.of(draft), fact.holdId(), draft, now);
    }

    private static Reaction onFact(FreezeProcess process, FactEvent event, DraftRules rules, Instant now) {
        HoldId hold = process.holdId();
        return switch (event) {
            case ValueReachedService fact -> {
                AskPlaces asking = asking(fact, rules, now);
                yield same(new FreezeProcess(hold, asking.key(), process.clocks()), List.of(asking));
            }
            case FactSuspended gone ->
                same(
                        process,
                        List.of(new HoldCommand.SuspendFact(
                                hold, gone.suspendedFactId(), gone.txids(), gone.reason(), gone.decidedBy(), now)));
            case FactRestored back ->
                same(
                        process,
                        List.of(new HoldCommand.RestoreFact(
                                hold, back.restoredFactId(), back.blocks(), back.tip(), now)));
            case FactWithdrawn gone -> {
                var commands = new ArrayList<Command>();
                commands.add(new HoldCommand.LoseFact(hold, gone.withdrawnFactId(), gone.cause(), gone.reason(), now));
                if (process.coverage() != null) {
                    commands.add(new CoverageCommand.DropFact(process.coverage(), gone.withdrawnFactId(), now));
                }
                yield same(process, commands);
            }
        };
    }

    private static Reaction onCoverage(FreezeProcess process, CoverageEvent event, DraftRules rules, Instant now) {
        return event instanceof CoverageEvent.PlacesAsked asked
                ? same(
                        new FreezeProcess(process.holdId(), CoverageKey.of(asked.draft()), process.clocks()),
                        List.of(new HoldCommand.DraftHold(process.holdId(), asked.draft(), rules.basis(), now)))
                : same(process);
    }

    private static List<Command> freed(FreezeProcess process, boolean forFacts, Instant now) {
        return process.coverage() == null
                ? List.of()
                : List.of(new CoverageCommand.FreePlaces(process.coverage(), process.holdId(), forFacts, now));
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
            case HoldEvent.HoldDrafted drafted ->
                same(new FreezeProcess(process.holdId(), CoverageKey.of(drafted.draft()), clocks));
            case HoldEvent.HoldApproved _ -> same(process, List.of(new HoldCommand.SendHold(process.holdId(), now)));
            case HoldEvent.HoldSent sent ->
                running(process, clocks.with(new AcknowledgementClock(sent.round(), sent.acknowledgementDue())));
            case HoldEvent.HoldUnacknowledged silent ->
                silent.round() < HoldDecider.SENDINGS_MAX
                        ? running(process, unacknowledged, new HoldCommand.EscalateHold(process.holdId(), now))
                        : running(process, unacknowledged);
            case HoldEvent.HoldAcknowledged _ -> running(process, unacknowledged);
            case HoldEvent.HoldPlaced placed -> running(process, unacknowledged.with(new TermClock(placed.termEnds())));
            case HoldEvent.HoldExtensionRequested _,
                    HoldEvent.HoldFactSuspended _,
                    HoldEvent.HoldFactRestored _,
                    HoldEvent.HoldFactLost _,
                    HoldEvent.HoldKept _ -> same(process);
            case HoldEvent.HoldExtended extended -> running(process, clocks.with(new TermClock(extended.termEnds())));
            case HoldEvent.HoldLapsePresumed _, HoldEvent.HoldReleaseRequested _ -> running(process, Clocks.NONE);
            case HoldEvent.HoldWithdrawn withdrawn -> ended(process, withdrawn.factId() != null, now);
            case HoldEvent.HoldDismissed _,
                    HoldEvent.HoldNotPlaced _,
                    HoldEvent.HoldDeclined _,
                    HoldEvent.HoldExpired _,
                    HoldEvent.HoldReleased _ -> ended(process, false, now);
        };
    }

    private static Reaction ended(FreezeProcess process, boolean forFacts, Instant now) {
        return new Reaction(of(process.holdId()), freed(process, forFacts, now), true);
    }

    private static Reaction onClock(FreezeProcess process, ProcessClock clock, Instant at) {
        if (!process.clocks().runs(clock)) {
            return same(process);
        }
        return switch (clock) {
            case AcknowledgementClock ack ->
                same(process, List.of(new HoldCommand.PresumeSilence(process.holdId(), ack.round(), at)));
            case TermClock term ->
                same(process, List.of(new HoldCommand.PresumeLapse(process.holdId(), term.due(), at)));
        };
    }

    private static Reaction same(FreezeProcess process) {
        return same(process, List.of());
    }

    private static Reaction same(FreezeProcess process, List<? extends Command> commands) {
        return new Reaction(process, List.copyOf(commands), false);
    }

    private static Reaction running(FreezeProcess process, Clocks clocks, HoldCommand... commands) {
        return new Reaction(new FreezeProcess(process.holdId(), process.coverage(), clocks), List.of(commands), false);
    }
}
