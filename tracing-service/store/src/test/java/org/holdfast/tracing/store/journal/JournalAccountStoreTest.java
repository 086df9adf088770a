package org.holdfast.tracing.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountStoreContract;
import org.holdfast.tracing.account.ledger.LedgerDump;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAccountStoreTest extends AccountStoreContract {
    private static final int STRIDE = 97;

    @TempDir
    Path folder;

    private int opened;

    @Override
    protected AccountStore open() {
        return JournalAccountStore.open(folder.resolve("store-" + opened++), CHAIN);
    }

    @Test
    void givesTheSameLedgersAfterEveryTornTailAndAReorg() throws Exception {
        List<AccountBlock> blocks = RandomLedger.blocks(4, RandomLedger.Shape.FULL);
        var plain = new MemoryLedger(CHAIN);
        Path whole = folder.resolve("whole");
        try (var store = JournalAccountStore.open(whole, CHAIN)) {
            for (AccountBlock block : blocks) {
                store.append(block, block.block().height());
                plain.append(block, block.block().height());
            }
            store.retract(blocks.getLast().block(), 900);
            store.append(blocks.getLast(), 901);
        }
        String wanted = LedgerDump.of(plain, blocks, 50);
        byte[] bytes = Files.readAllBytes(whole.resolve("ledgers.journal"));
        for (int cut = 8; cut <= bytes.length; cut += cut + STRIDE > bytes.length ? bytes.length - cut + 1 : STRIDE) {
            Path torn = Files.createDirectories(folder.resolve("torn-" + cut));
            Files.write(torn.resolve("ledgers.journal"), Arrays.copyOf(bytes, cut));
            try (var store = JournalAccountStore.open(torn, CHAIN)) {
                int kept = (int) store.totals().blocks();
                for (AccountBlock block : blocks.subList(kept, blocks.size())) {
                    store.append(block, block.block().height());
                }
                assertThat(LedgerDump.of(store, blocks, 50)).as("cut at " + cut).isEqualTo(wanted);
                assertThat(store.soundTotals()).isTrue();
            }
        }
    }

    @Test
    void isOpenOnlyOnce() {
        Path home = folder.resolve("once");
        try (var store = JournalAccountStore.open(home, CHAIN)) {
            assertThat(store.feedOffset()).isZero();
            assertThatThrownBy(() -> JournalAccountStore.open(home, CHAIN))
                    .hasMessageContaining("tracing.index.in-use");
        }
    }
}
