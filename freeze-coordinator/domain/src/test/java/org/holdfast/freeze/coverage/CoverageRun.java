package org.holdfast.freeze.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.Samples;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;

/** The coverage of one case, exchange and asset, driven command by command. */
final class CoverageRun {
    static final CoverageDecider COVERAGES = new CoverageDecider();
    static final CoverageKey KEY = new CoverageKey(
            new CaseId("case-1"), new VaspId("vasp-1"), Samples.line(1, 1).asset());

    private final List<CoverageEvent> history = new ArrayList<>();

    /** A line for an output of a number of its own, at an address of that number. */
    static HoldLine at(int output, long amount) {
        var outpoint = Outpoint.parse(Samples.txid(output) + ":0");
        return new HoldLine(1, KEY.asset(), Samples.line(output, 1).address(), outpoint, BaseUnits.of(amount));
    }

    /** A line for all of an address. */
    static HoldLine address(int number, long amount) {
        return new HoldLine(1, KEY.asset(), Samples.line(number, 1).address(), null, BaseUnits.of(amount));
    }

    static HoldId hold(int number) {
        return new HoldId("hold-" + number);
    }

    /** A fact and its request of the same number. */
    CoverageEvent fact(int number, HoldLine... lines) {
        return single(new CoverageCommand.AskPlaces(
                KEY, hold(number), draft(new FactId("fact-" + number), numbered(lines)), Samples.T0));
    }

    private static HoldDraft draft(FactId fact, List<HoldLine> lines) {
        return new HoldDraft(
                KEY.caseId(),
                fact,
                "ab".repeat(32),
                KEY.vaspId(),
                lines,
                "Traced value reached you.",
                Samples.DRAFTER,
                Samples.REQUESTER,
                Samples.block(102),
                List.of());
    }

    static List<HoldLine> numbered(HoldLine... lines) {
        return IntStream.range(0, lines.length)
                .mapToObj(i -> lines[i].asking(i + 1, lines[i].asked()))
                .toList();
    }

    static CoverageCommand byHand(int number, HoldLine... lines) {
        return new CoverageCommand.CountRequest(KEY, hold(number), numbered(lines), Samples.T0);
    }

    static CoverageCommand held(int number, long... amounts) {
        List<LineAnswer> lines = IntStream.range(0, amounts.length)
                .mapToObj(i -> Samples.heldLine(i + 1, amounts[i], ReasonCode.OK_FULL, Samples.T0))
                .toList();
        return new CoverageCommand.CountHeld(KEY, hold(number), lines, Samples.T0);
    }

    static CoverageCommand ended(int number) {
        return new CoverageCommand.FreePlaces(KEY, hold(number), false, Samples.T0);
    }

    /** The only event of a command that has one. */
    CoverageEvent single(CoverageCommand command) {
        List<CoverageEvent> events = given(command);
        assertThat(events).as(command.toString()).hasSize(1);
        return events.getFirst();
    }

    /** The events of a command; none where it is refused or ignored. */
    List<CoverageEvent> given(CoverageCommand command) {
        if (when(command) instanceof Decision.Accepted<CoverageEvent, CoverageRejection>(var events)) {
            history.addAll(events);
            return events;
        }
        return List.of();
    }

    Decision<CoverageEvent, CoverageRejection> when(CoverageCommand command) {
        return COVERAGES.decide(command, state());
    }

    @Nullable
    CoverageRejection rejection(CoverageCommand command) {
        return when(command) instanceof Decision.Rejected<CoverageEvent, CoverageRejection>(var rejection)
                ? rejection
                : null;
    }

    CoverageState state() {
        return COVERAGES.replay(history);
    }
}
