package org.holdfast.chain.bitcoin.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.bitcoinj.core.Transaction;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockRecords;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.bitcoin.file.BlockFileIndex;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.generators.DemoChain;
import org.holdfast.generators.GeneratedChain;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stored record of every transaction hashes to its id. */
class StoredTransactionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "mainnet-831328-831331, 12569",
        "blocks-bitcoinj/block169482.dat, 14",
        "blocks-bitcoinj/block227835.dat, 122",
        "blocks-bitcoinj/block227836.dat, 100",
        "blocks-bitcoinj/block370661.dat, 708",
        "blk-files/blk00000.dat, 4371"
    })
    void everyRealTransactionIsRecomputed(String file, int transactions) {
        assertThat(recomputed(BitcoinNetwork.MAINNET, RealData.require("bitcoin/" + file)))
                .isEqualTo(transactions);
    }

    @Test
    void everyGeneratedTransactionIsRecomputed() throws Exception {
        Path file = folder.resolve("blk00000.dat");
        GeneratedChain.write(file, 7, 3_000);
        assertThat(recomputed(BitcoinNetwork.REGTEST, file)).isGreaterThan(3_000);
        Path demo = folder.resolve("demo");
        DemoChain.write(demo);
        assertThat(recomputed(BitcoinNetwork.REGTEST, demo.resolve("blk00000.dat")))
                .isGreaterThan(140);
    }

    @Test
    void theBytesAreTheWireFormWithoutWitnesses() {
        Path file = RealData.require("bitcoin/mainnet-831328-831331/0831330.bin");
        var entry = BlockFileIndex.scan(BitcoinNetwork.MAINNET, List.of(file))
                .entries()
                .getFirst();
        List<Transaction> parsed = new BlockVerification(BitcoinNetwork.MAINNET)
                .check(BlockFileIndex.read(entry), "file")
                .transactions();
        int at = 0;
        for (UtxoTransactions batch : only(file).next().utxoTransactions()) {
            for (int i = 0; i < batch.getTransactionsCount(); i++) {
                Transaction transaction = parsed.get(at++);
                int size = transaction.serialize().length;
                int witnesses = transaction.getInputs().stream()
                        .mapToInt(input -> input.getWitness().messageSize())
                        .sum();
                int marked = transaction.hasWitnesses() ? witnesses + 2 : 0;
                assertThat(StoredTransaction.of(batch, i).bytes()).hasSize(size - marked);
            }
        }
        assertThat(at).isEqualTo(3_166);
    }

    @Test
    void olderAndChangedRecordsAreRefused() throws Exception {
        DemoChain.write(folder);
        var blocks = BlockFileImport.plan(
                BitcoinNetwork.REGTEST,
                List.of(folder.resolve("blk00000.dat")),
                PublishedSegments.none(BitcoinNetwork.REGTEST.chain()));
        UtxoTransactions batch = blocks.next().utxoTransactions().getFirst();
        UtxoTransactions older = batch.toBuilder().clearRecordVersion().build();
        assertThatThrownBy(() -> StoredTransaction.of(older, 0))
                .hasMessageContaining("bitcoin.record.without-input-scripts");
        var changed = batch.toBuilder();
        changed.getTransactionsBuilder(0).setCoinbaseScript(ByteString.copyFrom(new byte[] {1}));
        assertThatThrownBy(() -> StoredTransaction.of(changed.build(), 0))
                .hasMessageContaining("bitcoin.record.another-id");
    }

    private static BlockFileImport only(Path file) {
        return BlockFileImport.plan(
                BitcoinNetwork.MAINNET, List.of(file), PublishedSegments.none(BitcoinNetwork.MAINNET.chain()));
    }

    private static int recomputed(BitcoinNetwork network, Path files) {
        var records = new BlockRecords(network);
        var verification = new BlockVerification(network);
        int count = 0;
        for (var entry : BlockFileIndex.scan(network, List.of(files)).entries()) {
            var checked = verification.check(BlockFileIndex.read(entry), entry.where());
            for (UtxoTransactions batch : records.records(checked, 0, true).utxoTransactions()) {
                for (int i = 0; i < batch.getTransactionsCount(); i++) {
                    StoredTransaction.of(batch, i);
                    count++;
                }
            }
        }
        return count;
    }
}
