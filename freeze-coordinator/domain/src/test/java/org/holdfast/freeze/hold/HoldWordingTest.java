package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.primitives.BlockRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldWordingTest {
    @Test
    void aRequestNeverCompels() {
        assertThat(HoldWording.compellingWord(HoldWording.of(Samples.terms()))).isEmpty();
    }

    @Test
    void aRequestNamesEveryLineWithItsAmount() {
        assertThat(HoldWording.of(Samples.terms())).contains("Line 1: 1000 base units", "Line 2: 500 base units");
    }

    @Test
    void aRequestStatesTheConfirmationsOfEveryLine() {
        assertThat(HoldWording.of(Samples.terms()))
                .contains("Line 1: 1000 base units of", "; 3 confirmations (block 100, tip of the trace 102)");
        assertThat(confirmations(Samples.block(100))).contains("; only 1 confirmation (block 100,");
        assertThat(confirmations(Samples.block(99))).contains("; unconfirmed (block 100,");
        assertThat(confirmations(null)).contains("; the number of confirmations is not known");
    }

    private static String confirmations(@Nullable BlockRef tip) {
        return HoldWording.lines(List.of(Samples.line(1, 1)), tip);
    }

    @Test
    void aNoteOnTheFactAsksAndDoesNotCompel() {
        for (FactStatus fact : List.of(Samples.SUSPENDED, Samples.LOST)) {
            String text = HoldWording.of(Samples.terms(fact));
            assertThat(text).contains("\nNote: ");
            assertThat(HoldWording.compellingWord(text)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"You SHALL freeze", "by Order of", "we demand", "failure to comply", "obligation", "required"})
    void compulsionIsSeen(String text) {
        assertThat(HoldWording.compellingWord(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mustard", "the border", "a recorder", "please hold"})
    void harmlessWordsPass(String text) {
        assertThat(HoldWording.compellingWord(text)).isEmpty();
    }
}
