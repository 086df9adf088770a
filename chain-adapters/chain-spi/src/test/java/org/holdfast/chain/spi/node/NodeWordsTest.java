package org.holdfast.chain.spi.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeWordsTest {
    private static String words(String said) {
        return NodeWords.of(said.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ofAPageTheTextIsShown() {
        assertThat(words("<html><head><title>502 Bad Gateway</title><style>a { b }</style></head>\r\n<body>nginx<hr"))
                .isEqualTo("\"502 Bad Gateway nginx\"");
    }

    @Test
    void whatCannotBeReadIsEscapedAndBounded() {
        assertThat(words("Loading\u001b[31m index\n")).isEqualTo("\"Loading\\u001b[31m index\"");
        assertThat(NodeWords.of(new byte[] {0x1f, (byte) 0x8b, 8}))
                .contains("\\u0008")
                .hasSizeLessThan(30);
        assertThat(words("x".repeat(9_000))).hasSizeLessThan(NodeWords.SHOWN_MAX + 40);
        assertThat(words("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "86400, 120",
        "99999999999999999999, 120",
        "'Mon, 30 Nov 2026 12:00:30 GMT', 30",
    })
    void aServerMayAskForABoundedTime(String value, long seconds) {
        assertThat(RetryAfter.of(Optional.of(value), Optional.of("Mon, 30 Nov 2026 12:00:00 GMT")))
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"-1", "soon", "1.5", "'Mon, 30 Nov 2026 11:00:00 GMT'"})
    void whatIsNoTimeIsNotAskedFor(String value) {
        assertThat(RetryAfter.of(Optional.of(value), Optional.of("Mon, 30 Nov 2026 12:00:00 GMT")))
                .isEmpty();
        assertThat(RetryAfter.of(Optional.empty(), Optional.empty())).isEmpty();
    }
}
