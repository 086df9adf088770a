package org.holdfast.chain.bitcoin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileSource;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.BlockSourceContract;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's blocks in files as a newer Bitcoin Core leaves them: out of order, obscured, with reserved space. */
class BlockFileSourceIT extends BlockSourceContract {
    private static final byte[] KEY = HexFormat.of().parseHex("b1f0a45c00ffee12");
    private static final int FILES = 3;

    @TempDir
    Path folder;

    @Override
    protected RealChain chain() {
        return RegtestChain.shared();
    }

    @Override
    protected BlockSource open() throws Exception {
        write(SharedRegtest.node().activeChain().stream()
                .map(SharedRegtest.node()::rawBlock)
                .toList());
        return source();
    }

    private BlockFileSource source() {
        return new BlockFileSource(BitcoinNetwork.REGTEST, Checkpoints.none(), List.of(folder));
    }

    private void write(List<String> blocks) throws IOException {
        var shuffled = new ArrayList<>(blocks);
        Collections.shuffle(shuffled, new Random(3));
        for (int file = 0; file < FILES; file++) {
            var plain = new ByteArrayOutputStream();
            for (int i = file; i < shuffled.size(); i += FILES) {
                byte[] block = HexFormat.of().parseHex(shuffled.get(i));
                plain.writeBytes(ByteBuffer.allocate(8)
                        .putInt(BitcoinNetwork.REGTEST.magic())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(block.length)
                        .array());
                plain.writeBytes(block);
            }
            byte[] obscured = plain.toByteArray();
            for (int i = 0; i < obscured.length; i++) {
                obscured[i] ^= KEY[i % KEY.length];
            }
            // The reserved space behind is zero on the disk, not obscured.
            byte[] padded = java.util.Arrays.copyOf(obscured, obscured.length + 1_000);
            Files.write(folder.resolve("blk%05d.dat".formatted(file)), padded);
            Files.write(folder.resolve("rev%05d.dat".formatted(file)), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        }
        Files.write(folder.resolve("xor.dat"), KEY);
    }

    @Test
    void neverChanges() throws Exception {
        assertThat(source.awaitNewTip(tip(), Duration.ofMinutes(5))).isFalse();
    }

    @Test
    void knowsBlocksOfALostBranchAndTheirHeight() throws Exception {
        var lost = SharedRegtest.node().fork(2, 1);
        var blocks = new ArrayList<>(SharedRegtest.node().activeChain());
        blocks.addAll(lost.blocks());
        write(blocks.stream().map(SharedRegtest.node()::rawBlock).toList());
        try (var with = source()) {
            assertThat(with.segments()).hasSize(1);
            assertThat(with.segments().getLast().last()).isEqualTo(tip());
            var hash = BlockHash.parse(lost.blocks().getFirst());
            assertThat(with.block(hash).map(VerifiedBlock::ref)).contains(new BlockRef(tip().height() - 1, hash));
        }
    }

    @Test
    void saysWhereAGapIs() throws Exception {
        var chain = SharedRegtest.node().activeChain();
        var blocks = new ArrayList<>(chain.subList(0, 20));
        write(blocks.stream().map(SharedRegtest.node()::rawBlock).toList());
        try (var part = source()) {
            assertThat(part.segments()).hasSize(1);
            assertThat(part.blockAt(19)).isPresent();
            assertThat(part.blockAt(20)).isEmpty();
        }
        blocks.addAll(chain.subList(25, 30));
        write(blocks.stream().map(SharedRegtest.node()::rawBlock).toList());
        // On regtest a coinbase vouches for no height, so nothing is guessed about what is behind a gap.
        assertThatThrownBy(this::source).hasMessageContaining("bitcoin.import.height-unknown");
    }

    @Test
    void refusesAKeyThatIsNone() throws Exception {
        Files.write(folder.resolve("xor.dat"), new byte[7]);
        assertThatThrownBy(this::source).hasMessageContaining("bitcoin.block-file.wrong-key");
    }

    @Test
    void refusesFilesUnderAnotherKeyAndSkipsBytesInReservedSpace() throws Exception {
        Files.write(folder.resolve("xor.dat"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThatThrownBy(this::source).hasMessageContaining("bitcoin.block");
        Files.write(folder.resolve("xor.dat"), KEY);
        Path file = folder.resolve("blk00001.dat");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 5] = 1;
        Files.write(file, bytes);
        // As Bitcoin Core reads its files: bytes between and after blocks are skipped.
        try (var whole = source()) {
            assertThat(whole.segments().getLast().last()).isEqualTo(tip());
        }
    }

    @Test
    void takesPlainFilesBesideAKeyOfZeros() throws Exception {
        for (int file = 0; file < FILES; file++) {
            Path path = folder.resolve("blk%05d.dat".formatted(file));
            byte[] bytes = Files.readAllBytes(path);
            for (int i = 0; i < bytes.length - 1_000; i++) {
                bytes[i] ^= KEY[i % KEY.length];
            }
            Files.write(path, bytes);
        }
        Files.write(folder.resolve("xor.dat"), new byte[8]);
        try (var plain = source()) {
            assertThat(plain.segments().getLast().last()).isEqualTo(tip());
        }
    }
}
