package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;

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
