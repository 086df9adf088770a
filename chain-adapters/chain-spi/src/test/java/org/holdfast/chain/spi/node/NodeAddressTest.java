package org.holdfast.chain.spi.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://h:8332, http://h:8332",
        "http://h:8332/, http://h:8332/",
        "HTTP://H:8332/wallet/x, http://H:8332/wallet/x",
        "https://u:p@h/v1/KEY?net=main&k=%2F, https://h/v1/KEY?net=main&k=%2F",
        "http://[::1]:8332/v1/KEY#part, http://[::1]:8332/v1/KEY",
    })
    void whatIsAskedIsTheWholeAddressWithoutUserAndPassword(String text, String asked) {
        assertThat(NodeAddress.parse(text, "http", "https").orElseThrow().uri()).isEqualTo(URI.create(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8332, http://h:8332/rest/a.json",
        "http://h/, http://h/rest/a.json",
        "http://h/base, http://h/base/rest/a.json",
        "http://h/base/?key=K, http://h/base/rest/a.json?key=K",
    })
    void whatIsBelowItKeepsPathAndQuery(String text, String below) {
        assertThat(NodeAddress.of(URI.create(text)).below("rest/a.json")).isEqualTo(URI.create(below));
    }

    @ParameterizedTest
    @CsvSource({"http://u:p%40s%C3%A9@h/, u:p@s\u00e9", "http://KEY@h/, KEY:", "http://u:@h, u:"})
    void userAndPasswordAreBasicCredentials(String text, String said) {
        String basic = NodeAddress.of(URI.create(text)).authorization().orElseThrow();
        byte[] sent = Base64.getDecoder().decode(basic.substring("Basic ".length()));
        assertThat(new String(sent, StandardCharsets.UTF_8)).isEqualTo(said);
    }

    @Test
    void withoutUserThereAreNoCredentials() {
        assertThat(NodeAddress.of(URI.create("http://h:1/v1/KEY")).authorization())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8332, http://h:8332",
        "http://h:8332/, http://h:8332",
        "https://u:SECRET@h:1/v1/SECRET?k=SECRET, https://h:1/***",
        "https://SECRET@h, https://h",
        "wss://h/SECRET, wss://h/***",
        "https://h?k=SECRET, https://h/***",
    })
    void noTextFormShowsASecret(String text, String shown) {
        NodeAddress address = NodeAddress.of(URI.create(text));
        assertThat(address.shown()).isEqualTo(shown);
        assertThat(address).hasToString(shown);
    }

    @Test
    void aNodeThatRepeatsASecretIsShownWithoutIt() {
        NodeAddress address = NodeAddress.of(URI.create("https://u:pass%40word@h/v1/K%C3%A9Y-1234?key=query-key"));
        assertThat(address.hidden("no K%C3%A9Y-1234 and no K\u00e9Y-1234 at v1 for u with pass@word or query-key"))
                .isEqualTo("no *** and no *** at v1 for u with *** or ***");
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:SE/CRET@h:1/SECRET, http://***@h:1/***",
        "http//u:SECRET@h, ***@h",
        "http://u:SE CR@ET@h/SECRET, http://***@h/***",
        "ftp:h, ftp:h",
        "http:///SECRET, http:///***",
    })
    void whatIsNoAddressIsShownWithoutWhatMayBeASecret(String text, String shown) {
        assertThat(NodeAddress.parse(text, "http", "https")).isEmpty();
        assertThat(NodeAddress.masked(text)).isEqualTo(shown);
    }
}
