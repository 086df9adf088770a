package org.holdfast.freeze.coverage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.holdfast.freeze.coverage.CoverageCommand.AskPlaces;
import org.holdfast.freeze.coverage.CoverageCommand.CountHeld;
import org.holdfast.freeze.coverage.CoverageCommand.CountRequest;
import org.holdfast.freeze.coverage.CoverageCommand.DropFact;
import org.holdfast.freeze.coverage.CoverageCommand.FreePlaces;
import org.holdfast.freeze.coverage.CoverageEvent.NothingAsked;
import org.holdfast.freeze.coverage.CoverageEvent.PlacesAsked;
import org.holdfast.freeze.coverage.CoverageEvent.PlacesFreed;
import org.holdfast.freeze.coverage.CoverageRejection.AskedAboveTraced;
import org.holdfast.freeze.coverage.CoverageRejection.HeldAboveTraced;
import org.holdfast.freeze.coverage.CoverageRejection.PlaceAsked;
import org.holdfast.freeze.coverage.CoverageState.Request;
import org.holdfast.freeze.decider.Decider;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.decider.Decision.Accepted;
import org.holdfast.freeze.decider.Decision.Ignored;
import org.holdfast.freeze.decider.Decision.Rejected;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.LeftOut;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;

/**
 * The coverage as an aggregate. The traced part of a place is the largest that a standing fact of the case names; facts
 * do not add up, because two traces of one theft find the same value. A request asks for the difference to what others
 * ask for or hold.
 */
public final class CoverageDecider
        implements Decider<CoverageCommand, CoverageEvent, CoverageState, CoverageRejection> {
    @Override
    public String idOf(CoverageCommand command) {
        return command.key().id();
    }

    @Override
    public CoverageState initial() {
        return CoverageState.NONE;
    }

    @Override
    public CoverageState evolve(CoverageState state, CoverageEvent event) {
        return switch (event) {
            case PlacesAsked e ->
                withTraced(state, e.draft(), e.traced())
                        .with(e.holdId(), Request.of(e.draft().lines()));
            case NothingAsked e ->
                withTraced(state, e.draft(), e.traced())
                        .withWaiting(
                                e.holdId(),
                                e.draft().asking(e.traced(), e.draft().leftOut()));
            case CoverageEvent.RequestCounted e -> {
                Request request = Request.of(e.lines());
                if (e.factId() != null) {
                    yield state.withEver(e.lines())
                            .withFact(e.factId(), e.lines())
                            .with(e.holdId(), request);
                }
                yield state.facts().isEmpty()
                        ? state.withEver(e.lines()).with(e.holdId(), request)
                        : state.with(e.holdId(), request.asElsewhere());
            }
            case CoverageEvent.HeldCounted e -> {
                var request = state.requests().get(e.holdId());
                yield request == null ? state : state.with(e.holdId(), request.answered(e.held()));
            }
            case PlacesFreed e -> state.without(e.holdId());
            case CoverageEvent.FactDropped e -> state.withoutFact(e.factId());
        };
    }

    private static CoverageState withTraced(CoverageState state, HoldDraft draft, List<HoldLine> traced) {
        FactId fact = draft.factId();
        CoverageState counted = state.withEver(traced);
        return fact == null ? counted : counted.withFact(fact, traced);
    }

    @Override
    public Decision<CoverageEvent, CoverageRejection> decide(CoverageCommand command, CoverageState state) {
        return switch (command) {
            case AskPlaces ask ->
                state.known().contains(ask.holdId())
                        ? new Ignored<>("asked before")
                        : new Accepted<>(List.of(ask(state, ask.holdId(), ask.draft(), ask)));
            case CountRequest count -> count(count, state);
            case CountHeld held -> countHeld(held, state);
            case FreePlaces free -> free(free, state);
            case DropFact drop ->
                state.facts().containsKey(drop.factId())
                        ? new Accepted<>(List.of(new CoverageEvent.FactDropped(drop.factId(), drop.at())))
                        : new Ignored<>("the fact does not count");
        };
    }

    /** What is new in a draft: each line asks for its traced part less what is asked at its place. */
    private static CoverageEvent ask(CoverageState state, HoldId hold, HoldDraft draft, CoverageCommand command) {
        CoverageState counted = state;
        BigInteger room = state.open(CoverageState.most(state.traced(), draft.lines()));
        var asked = new ArrayList<HoldLine>();
        var leftOut = new ArrayList<LeftOut>();
        for (HoldLine line : draft.lines()) {
            Place place = Place.of(line);
            BigInteger traced = line.asked().value();
            BigInteger left = traced.subtract(counted.askedAt(place)).max(BigInteger.ZERO);
            BigInteger open = left.min(room);
            if (open.compareTo(traced) < 0) {
                var requests = new LinkedHashSet<>(counted.requestsAt(place));
                requests.addAll(open.compareTo(left) < 0 ? counted.elsewhere() : List.of());
                leftOut.add(new LeftOut(line, new BaseUnits(traced.subtract(open)), List.copyOf(requests)));
            }
            if (open.signum() > 0) {
                asked.add(line.asking(asked.size() + 1, new BaseUnits(open)));
                room = room.subtract(open);
                // A second line for the same place asks for what this one leaves.
                counted = counted.with(hold, Request.of(asked));
            }
        }
        HoldDraft rest = draft.asking(asked, leftOut);
        return asked.isEmpty()
                ? new NothingAsked(hold, rest, draft.lines(), command.at())
                : new PlacesAsked(hold, rest, draft.lines(), command.at());
    }

    private static Decision<CoverageEvent, CoverageRejection> count(CountRequest command, CoverageState state) {
        if (state.known().contains(command.holdId())) {
            return new Ignored<>("counted before");
        }
        Map<Place, BigInteger> traced = state.traced();
        CoverageState counted = state;
        var lines = new ArrayList<HoldLine>();
        for (HoldLine line : command.lines()) {
            Place place = Place.of(line);
            BigInteger covered = counted.askedAt(place);
            BigInteger there = CoverageState.sum(traced.entrySet().stream()
                    .filter(entry -> entry.getKey().overlaps(place))
                    .map(Map.Entry::getValue)
                    .toList());
            BigInteger left = there.subtract(covered).max(BigInteger.ZERO);
            boolean tooMuch = line.asked().value().compareTo(left) > 0;
            if (tooMuch && state.askedAt(place).signum() > 0) {
                return new Rejected<>(new PlaceAsked(line.line(), left, state.requestsAt(place)));
            }
            if (tooMuch && there.signum() > 0) {
                return new Rejected<>(
                        new AskedAboveTraced(covered.add(line.asked().value()), there));
            }
            lines.add(line);
            counted = counted.with(command.holdId(), Request.of(lines));
        }
        // Where nothing was traced, the word of the person who drafts is all there is.
        BigInteger asked = CoverageState.sum(
                counted.requests().values().stream().map(Request::total).toList());
        BigInteger all = CoverageState.sum(traced.values());
        return traced.isEmpty() || asked.compareTo(all) <= 0
                ? new Accepted<>(List.of(
                        new CoverageEvent.RequestCounted(command.holdId(), null, command.lines(), command.at())))
                : new Rejected<>(new AskedAboveTraced(asked, all));
    }

    private static Decision<CoverageEvent, CoverageRejection> countHeld(CountHeld command, CoverageState state) {
        var request = state.requests().get(command.holdId());
        if (request == null) {
            return new Ignored<>("the request does not count");
        }
        List<BaseUnits> held = IntStream.rangeClosed(1, request.lines().size())
                .mapToObj(line -> command.lines().stream()
                        .filter(answer -> answer.line() == line)
                        .map(LineAnswer::held)
                        .findFirst()
                        .orElse(BaseUnits.ZERO))
                .toList();
        Request answered = request.answered(held);
        if (answered.equals(request)) {
            return new Ignored<>("counted before");
        }
        BigInteger sum = CoverageState.sum(state.with(command.holdId(), answered).requests().values().stream()
                .filter(Request::answered)
                .map(Request::total)
                .toList());
        BigInteger most = CoverageState.sum(state.ever().values());
        return sum.compareTo(most) > 0
                ? new Rejected<>(new HeldAboveTraced(sum, most))
                : new Accepted<>(List.of(new CoverageEvent.HeldCounted(command.holdId(), held, command.at())));
    }

    private static Decision<CoverageEvent, CoverageRejection> free(FreePlaces command, CoverageState state) {
        if (!state.requests().containsKey(command.holdId())) {
            return new Ignored<>("the request does not count");
        }
        var events = new ArrayList<CoverageEvent>();
        events.add(new PlacesFreed(command.holdId(), command.at()));
        CoverageState after = state.without(command.holdId());
        if (command.forFacts()) {
            for (var waiting : state.waitingFor(command.holdId())) {
                CoverageEvent asked = ask(after, waiting.getKey(), waiting.getValue(), command);
                if (asked instanceof PlacesAsked now) {
                    events.add(now);
                    after = after.with(now.holdId(), Request.of(now.draft().lines()));
                }
            }
        }
        return new Accepted<>(events);
    }
}
