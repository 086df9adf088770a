package org.holdfast.chain.bitcoin.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.generators.DemoChain;
import org.holdfast.generators.GeneratedChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedChainTest {
    @TempDir
    Path folder;

    @Test
    void givesTheSameBytesForTheSameSeedAndOthersForAnother() throws Exception {
        GeneratedChain.write(folder.resolve("a"), 7, 3_000);
        GeneratedChain.write(folder.resolve("b"), 7, 3_000);
        GeneratedChain.write(folder.resolve("c"), 8, 3_000);
        byte[] first = Files.readAllBytes(folder.resolve("a"));
        assertThat(Files.readAllBytes(folder.resolve("b"))).isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("c"))).isNotEqualTo(first);
    }

    @Test
    void isAcceptedBlockByBlockAndSpendsOnlyWhatIsThere() throws Exception {
        Path file = folder.resolve("blk00000.dat");
        GeneratedChain.write(file, 7, 5_000);
        var ledger = new Ledger();
        var plan = BlockFileImport.plan(
                BitcoinNetwork.REGTEST, List.of(file), PublishedSegments.none(BitcoinNetwork.REGTEST.chain()));
        while (plan.hasNext()) {
            ledger.add(plan.next());
        }
        assertThat(ledger.transactions()).isGreaterThan(5_000);
    }

    @Test
    void theDemonstrationSpendsOnlyWhatIsThere() throws Exception {
        DemoChain.write(folder);
        var ledger = new Ledger();
        var plan = BlockFileImport.plan(
                BitcoinNetwork.REGTEST,
                List.of(folder.resolve("blk00000.dat")),
                PublishedSegments.none(BitcoinNetwork.REGTEST.chain()));
        while (plan.hasNext()) {
            ledger.add(plan.next());
        }
        assertThat(Files.readString(folder.resolve("scenario.json")))
                .contains("bcrt1q")
                .contains(":0");
        assertThat(ledger.transactions()).isGreaterThan(140);
    }
}
