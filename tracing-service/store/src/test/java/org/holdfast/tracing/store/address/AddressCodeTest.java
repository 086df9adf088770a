package org.holdfast.tracing.store.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCodeTest {
    /** Examples of BIP 173 and BIP 350, the genesis address, and text that only looks like one. */
    @ParameterizedTest
    @CsvSource({
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, 21",
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx, 21",
        "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3, 33",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0, 33",
        "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c, 33",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 27",
        "3P14159f73E4gFr7JterCCQh9QjiTjiZrG, 27",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5, 44",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, 44",
        "bc1q, 6",
        "1O1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 36",
        "a7, 4"
    })
    void isReadBackAsItWasWrittenAndTakesAsFewBytes(String address, int bytes) {
        assertThat(written(address)).hasSize(bytes);
        assertThat(AddressCode.read(written(address), 0)).isEqualTo(address);
    }

    @Test
    void readsBackWhateverTextThereIs() {
        var random = new Random(1);
        String characters = "bc1tqp3r\u00fc\u20ac -Z0OIl";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextInt(3) == 0 ? "bcrt1q" : "");
            for (int length = random.nextInt(i % 100 == 0 ? 400 : 60); length > 0; length--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            String address = text.toString();
            assertThat(AddressCode.read(written(address), 0)).isEqualTo(address.isEmpty() ? null : address);
        }
    }

    private static byte[] written(String address) {
        byte[] buffer = new byte[AddressCode.roomFor(address) + 8];
        int end = AddressCode.write(address, buffer, 0);
        assertThat(AddressCode.bytes(buffer[0], buffer[1] & 0xFF, buffer[2] & 0xFF))
                .isEqualTo(end);
        return Arrays.copyOf(buffer, end);
    }
}
