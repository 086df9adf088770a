package org.holdfast.launcher.command.hold;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.LeftOutBody;
import org.holdfast.api.hold.UnaskedFactsResponse;
import org.holdfast.launcher.command.Terminal;
import org.jspecify.annotations.Nullable;

/** Hold requests as people read them: everything that an approver signs. */
public final class HoldPrinter {
    private static final String STANDS = "stands";
    private static final String KEPT = "kept";

    private HoldPrinter() {}

    /** A state with what has become of the fact. */
    static String state(String state, String factStatus) {
        return switch (factStatus) {
            case STANDS -> state;
            case KEPT -> state + " (fact lost, kept)";
            default -> state + " (fact " + factStatus + ")";
        };
    }

    /** Prints one request: its fact, its text, its lines, what it leaves out, and its events. */
    static void print(Terminal terminal, HoldResponse hold) {
        terminal.line(hold.holdId() + " to " + hold.vaspId() + ": "
                + state(hold.state(), hold.fact().status()));
        fact(terminal, hold.fact());
        terminal.line("");
        hold.text().lines().forEach(terminal::line);
        if (!hold.lines().isEmpty()) {
            terminal.line("");
            lines(terminal, hold.lines());
        }
        leftOut(terminal, hold.leftOut());
        for (HoldResponse.OtherCase other : hold.otherCases()) {
            terminal.line(
                    "case " + other.caseId() + " asks for the same place: " + other.holdId() + ", " + other.state());
        }
        terminal.line("");
        steps(terminal, hold);
    }

    /** Prints the events of one request, oldest first. */
    public static void history(Terminal terminal, HoldResponse hold) {
        terminal.line(hold.holdId() + " to " + hold.vaspId() + ": "
                + state(hold.state(), hold.fact().status()));
        steps(terminal, hold);
    }

    private static void fact(Terminal terminal, HoldResponse.Fact fact) {
        if (fact.status().equals("suspended")) {
            terminal.line("transactions of its fact stand in no block since " + fact.since() + ": " + fact.reason()
                    + (fact.decidedBy() == null ? "" : "; withdrawn at " + fact.decidedBy() + " if they stay away"));
        } else if (!fact.status().equals(STANDS)) {
            terminal.line("its fact was withdrawn at " + fact.since() + " (" + fact.cause() + "): " + fact.reason()
                    + "; " + decision(fact.kept()));
        }
    }

    private static String decision(HoldResponse.@Nullable Kept kept) {
        return kept == null
                ? "nothing is released unless a person asks for it"
                : "kept by " + kept.by() + " at " + kept.at() + ": " + kept.reason();
    }

    private static void lines(Terminal terminal, List<HoldLineBody> lines) {
        terminal.table(
                List.of("line", "asked", "address", "output", "confirmations", "block"),
                lines.stream()
                        .map(line -> List.of(
                                text(line.line()),
                                text(line.asked()),
                                text(line.address()),
                                text(line.outpoint()),
                                line.confirmations() == null ? "not known" : text(line.confirmations()),
                                blocks(line)))
                        .toList());
    }

    private static String blocks(HoldLineBody line) {
        return line.blocks() == null
                ? ""
                : line.blocks().stream()
                        .map(block -> Long.toString(block.height()))
                        .distinct()
                        .collect(Collectors.joining(" "));
    }

    private static void leftOut(Terminal terminal, List<LeftOutBody> parts) {
        for (LeftOutBody part : parts) {
            terminal.line("not asked: " + part.leftOut() + " of " + part.traced() + " at "
                    + Objects.requireNonNullElse(part.outpoint(), part.address()) + ", asked already by "
                    + String.join(", ", part.holdIds()));
        }
    }

    private static void steps(Terminal terminal, HoldResponse hold) {
        terminal.table(
                List.of("at", "event", "by", "detail"),
                hold.history().stream()
                        .map(step -> List.of(step.at(), step.event(), text(step.by()), text(step.detail())))
                        .toList());
    }

    /** Prints facts that led to no request. */
    static void print(Terminal terminal, UnaskedFactsResponse facts) {
        for (UnaskedFactsResponse.UnaskedFact fact : facts.facts()) {
            terminal.line(fact.at() + "  " + fact.factId() + " of case " + fact.caseId() + " to " + fact.vaspId()
                    + ": nothing new to ask");
            leftOut(terminal, fact.leftOut());
        }
        if (facts.facts().isEmpty()) {
            terminal.line("no facts without a request");
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
