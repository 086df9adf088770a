package org.holdfast.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitcoinj.core.Block;
import org.holdfast.chain.bitcoin.BitcoinNetwork;

/**
 * Blocks of plain files, read and written back by bitcoinj alone, without any check. The cost of checking is measured
 * against this.
 */
public final class PlainBlocks {
    private static final int FRAME_BYTES = 8;

    /** The amount that was read. */
    public record Parsed(long blocks, long transactions, long bytes) {
        private static final Parsed NONE = new Parsed(0, 0, 0);

        private Parsed plus(ByteBuffer raw) {
            Block block = Block.read(raw);
            var parsed = block.getTransactions();
            return new Parsed(
                    blocks + 1, transactions + (parsed == null ? 0 : parsed.size()), bytes + block.serialize().length);
        }
    }

    private PlainBlocks() {}

    /** Parses and serialises every block of the files, and of the {@code .dat} and {@code .bin} files of folders. */
    public static Parsed parse(BitcoinNetwork network, List<Path> paths) {
        Parsed parsed = Parsed.NONE;
        for (Path path : paths) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(PlainBlocks::holdsBlocks).sorted().toList()) {
                    parsed = parse(network, ByteBuffer.wrap(Files.readAllBytes(file)), parsed);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parsed;
    }

    private static boolean holdsBlocks(Path file) {
        return file.toString().endsWith(".dat") || file.toString().endsWith(".bin");
    }

    /** A file is one raw block, or blocks in frames of four magic bytes and a length. */
    private static Parsed parse(BitcoinNetwork network, ByteBuffer file, Parsed before) {
        if (file.getInt(0) != network.magic()) {
            return before.plus(file);
        }
        Parsed parsed = before;
        for (int at = 0; at < file.capacity(); ) {
            int length = file.order(ByteOrder.LITTLE_ENDIAN).getInt(at + Integer.BYTES);
            parsed = parsed.plus(file.slice(at + FRAME_BYTES, length));
            at += FRAME_BYTES + length;
        }
        return parsed;
    }
}
