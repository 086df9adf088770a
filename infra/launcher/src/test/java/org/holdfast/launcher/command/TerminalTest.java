package org.holdfast.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(boolean person) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                person);
    }

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        terminal(false)
                .table(
                        List.of("place", "amount", "why"),
                        List.of(List.of("a", "7", "unspent"), List.of("longer", "1234567", "fee")));
        assertThat(out).hasToString("""
                place   amount   why
                a             7  unspent
                longer  1234567  fee
                """);
    }

    @Test
    void aTableWithoutRowsHasItsHead() {
        terminal(false).table(List.of("a", "b"), List.of());
        assertThat(out).hasToString("a  b\n");
    }

    @Test
    void resultsAndRefusalsGoToDifferentStreams() {
        Terminal terminal = terminal(false);
        terminal.line("a result");
        terminal.error("a refusal");
        assertThat(out).hasToString("a result\n");
        assertThat(err).hasToString("a refusal\n");
    }

    @Test
    void progressIsShownToAPersonOnly() {
        terminal(false).progress("half");
        assertThat(err.size()).isZero();
        terminal(true).progress("half");
        assertThat(err).hasToString("\r\u001b[Khalf");
        assertThat(out.size()).isZero();
    }
}
