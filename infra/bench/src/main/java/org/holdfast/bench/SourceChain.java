package org.holdfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.generators.GeneratedChain;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;

/**
 * Blocks to measure with, and the seed that traces begin at.
 *
 * @param name as the table shows it
 * @param bytes size of the files
 */
record SourceChain(String name, BitcoinNetwork network, List<Path> files, long bytes, Counts counts, Outpoint seed) {
    private static final String REAL_FOLDER = "bitcoin/mainnet-831328-831331";
    private static final Outpoint REAL_SEED =
            Outpoint.parse("0d95414417ccbb3ed61265bface758a9b523d5f844a6787e7d00386671ae19e3:0");
    private static final long GENERATED_SEED = 7;

    /** What is in the blocks; every way through them has to find the same. */
    record Counts(long blocks, long transactions, long inputs, long outputs) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(VerifiedBlock block) {
            var seal = block.sealed();
            return new Counts(
                    blocks + 1,
                    transactions + seal.getTransactionCount(),
                    inputs + seal.getInputCount(),
                    outputs + seal.getOutputCount());
        }

        /** Throws where the other counts differ: a figure over other work would mean nothing. */
        void require(Counts other, String where) {
            if (!equals(other)) {
                throw new IllegalStateException(where + " has " + other + " where " + this + " was wanted");
            }
        }
    }

    SourceChain {
        files = List.copyOf(files);
    }

    static Path realFolder(Path data) {
        return data.resolve(REAL_FOLDER);
    }

    /** Real blocks of mainnet. */
    static SourceChain real(Path data) {
        return of("mainnet", BitcoinNetwork.MAINNET, realFolder(data), REAL_SEED);
    }

    /** A generated chain; the seed is the first coinbase, which the first payments spend. */
    static SourceChain generated(Path folder, long transactions) throws IOException {
        Path file = Files.createDirectories(folder).resolve("blk00000.dat");
        GeneratedChain.write(file, GENERATED_SEED, transactions);
        BlockFileImport blocks = plan(BitcoinNetwork.REGTEST, List.of(file));
        blocks.next();
        var coinbase = blocks.next().utxoTransactions().getFirst().getTransactions(0);
        var seed = new Outpoint(TxId.ofDisplayBytes(coinbase.getTxid().toByteArray()), 0);
        return of("generated", BitcoinNetwork.REGTEST, file, seed);
    }

    private static SourceChain of(String name, BitcoinNetwork network, Path files, Outpoint seed) {
        Counts counts = Counts.NONE;
        BlockFileImport blocks = plan(network, List.of(files));
        while (blocks.hasNext()) {
            counts = counts.plus(blocks.next());
        }
        return new SourceChain(name, network, List.of(files), bytes(files), counts, seed);
    }

    /** The blocks from the first on. */
    BlockFileImport plan() {
        return plan(network, files);
    }

    private static BlockFileImport plan(BitcoinNetwork network, List<Path> files) {
        return BlockFileImport.plan(network, files, PublishedSegments.none(network.chain()));
    }

    private static long bytes(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".dat") || file.toString().endsWith(".bin"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
