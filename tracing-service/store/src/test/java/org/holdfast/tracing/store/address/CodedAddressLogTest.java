package org.holdfast.tracing.store.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Text of every length across pages; what stands elsewhere is tested where graphs are dumped. */
class CodedAddressLogTest {
    @Test
    void readsBackWhateverWasAddedAcrossPages() {
        var random = new Random(5);
        var log = new CodedAddressLog();
        var added = new ArrayList<@Nullable String>();
        for (int i = 0; i < 20_000; i++) {
            String address = switch (random.nextInt(4)) {
                case 0 -> null;
                case 1 -> "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
                case 2 -> "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
                default -> "x".repeat(1 + random.nextInt(i % 1_000 == 0 ? AddressCode.LENGTH_MAX : 300));
            };
            log.add(address);
            added.add(address);
        }
        log.complete();
        for (int i = 0; i < added.size(); i++) {
            assertThat(log.get(i)).isEqualTo(added.get(i));
        }
    }
}
