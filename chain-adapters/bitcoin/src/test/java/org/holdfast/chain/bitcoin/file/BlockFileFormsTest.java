package org.holdfast.chain.bitcoin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.generators.DemoChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Block files as nodes and people leave them: with holes, obscured, compressed, in hexadecimal, or not at all. */
class BlockFileFormsTest {
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
    private static final byte[] KEY = HexFormat.of().parseHex("1122334455667788");

    @TempDir
    Path folder;

    private byte[] chain = {};
    private int blocks;
    /** Where the third frame begins and ends. */
    private int third;

    private int fourth;

    @BeforeEach
    void makeAChain() throws Exception {
        DemoChain.write(folder.resolve("demo"));
        chain = Files.readAllBytes(folder.resolve("demo/blk00000.dat"));
        var found = BlockFileIndex.scan(NETWORK, List.of(folder.resolve("demo/blk00000.dat")));
        assertThat(found.skipped()).isEmpty();
        blocks = found.entries().size();
        third = (int) found.entries().get(2).offset() - 8;
        fourth = (int) found.entries().get(3).offset() - 8;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 65_535, 65_536, 1_048_576})
    void zerosBetweenBlocksAreSkippedAndCounted(int zeros) throws Exception {
        Path file = write("blk00000.dat", withHole(new byte[zeros]));
        var found = BlockFileIndex.scan(NETWORK, List.of(file));
        assertThat(found.entries()).hasSize(blocks);
        assertThat(found.skipped())
                .singleElement()
                .asString()
                .contains("skipped " + zeros + " bytes in 1 places")
                .contains("the first at byte " + third)
                .contains("all of them are zeros");
    }

    @Test
    void zerosBeforeTheFirstBlockAreSkipped() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[100]);
        bytes.writeBytes(chain);
        var found = BlockFileIndex.scan(NETWORK, List.of(write("blk00000.dat", bytes.toByteArray())));
        assertThat(found.entries()).hasSize(blocks);
        assertThat(found.skipped()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "fabf", "fabfb5da", "fabfb5da01000000", "fabfb5daffffffff", "fafafabfb5", "00000700"})
    void otherBytesBetweenBlocksAreSkippedAndSaidToBeOther(String hole) throws Exception {
        Path file = write("blk00000.dat", withHole(HexFormat.of().parseHex(hole)));
        var found = BlockFileIndex.scan(NETWORK, List.of(file));
        assertThat(found.entries()).hasSize(blocks);
        assertThat(found.skipped()).singleElement().asString().contains("some are not zeros");
    }

    @Test
    void aBrokenMagicHidesItsBlockAndIsSaid() throws Exception {
        byte[] broken = chain.clone();
        broken[third + 1] ^= 1;
        var found = BlockFileIndex.scan(NETWORK, List.of(write("blk00000.dat", broken)));
        assertThat(found.entries()).hasSize(blocks - 1);
        assertThat(found.skipped()).singleElement().asString().contains("a damaged block may be among them");
    }

    @Test
    void holesInAnObscuredFileAreSkippedWhetherTheZerosAreObscuredOrNot() throws Exception {
        write("xor.dat", KEY);
        var reserved = new ByteArrayOutputStream();
        reserved.writeBytes(xor(Arrays.copyOf(chain, third), 0));
        reserved.writeBytes(new byte[33]);
        reserved.writeBytes(xor(Arrays.copyOfRange(chain, third, chain.length), third + 33));
        for (byte[] bytes : List.of(reserved.toByteArray(), xor(withHole(new byte[33]), 0))) {
            var found = BlockFileIndex.scan(NETWORK, List.of(write("blk00001.dat", bytes)));
            assertThat(found.entries()).hasSize(blocks);
            assertThat(found.skipped()).singleElement().asString().contains("all of them are zeros");
        }
    }

    @Test
    void aMissingOrWrongKeyIsNamed() throws Exception {
        Path file = write("blk00000.dat", xor(chain, 0));
        refuses(file, "bitcoin.block-file.key-missing", "xor.dat");
        write("xor.dat", HexFormat.of().parseHex("8877665544332211"));
        refuses(file, "bitcoin.block-file.wrong-key", "xor.dat");
        write("xor.dat", new byte[8]);
        refuses(file, "bitcoin.block-file.wrong-key", "xor.dat");
        write("xor.dat", new byte[7]);
        assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(file)))
                .hasMessageContaining("bitcoin.block-file.wrong-key")
                .hasMessageContaining("xor.dat")
                .hasMessageContaining("7 bytes");
        write("xor.dat", KEY);
        assertThat(BlockFileIndex.scan(NETWORK, List.of(file)).entries()).hasSize(blocks);
    }

    @Test
    void aPlainFileBesideTheKeyOfOthersIsRead() throws Exception {
        write("xor.dat", KEY);
        Path file = write("blk00000.dat", chain);
        assertThat(BlockFileIndex.scan(NETWORK, List.of(file)).entries()).hasSize(blocks);
    }

    @Test
    void gzipAndHexadecimalAreRead() throws Exception {
        byte[] raw = Arrays.copyOfRange(chain, third + 8, fourth);
        String hex = HexFormat.of().formatHex(raw);
        for (Path file : List.of(
                write("a.dat.gz", gzip(chain)),
                write("b.hex", HexFormat.of().formatHex(chain).getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(BlockFileIndex.scan(NETWORK, List.of(file)).entries()).hasSize(blocks);
        }
        for (Path file : List.of(
                write("c.bin", raw),
                write("d.bin.gz", gzip(raw)),
                write("e.hex", (hex + "\n").getBytes(StandardCharsets.US_ASCII)),
                write(
                        "f.hex",
                        ("\"0x" + hex.toUpperCase(java.util.Locale.ROOT) + "\"\r\n")
                                .getBytes(StandardCharsets.US_ASCII)),
                write("g.hex.gz", gzip(hex.getBytes(StandardCharsets.US_ASCII))))) {
            assertThat(BlockFileIndex.scan(NETWORK, List.of(file)).entries()).hasSize(1);
            assertThat(BlockFileCheck.check(NETWORK, List.of(file)).blocks()).isEqualTo(1);
        }
    }

    @Test
    void anObscuredFileThatWasCompressedIsRead() throws Exception {
        write("xor.dat", KEY);
        Path file = write("blk00000.dat.gz", gzip(xor(chain, 0)));
        assertThat(BlockFileIndex.scan(NETWORK, List.of(file)).entries()).hasSize(blocks);
    }

    @ParameterizedTest
    @CsvSource({
        "425a683931415926, bzip2",
        "fd377a585a000004, xz",
        "28b52ffd04000000, zstd",
        "504b030414000000, zip",
        "04224d1864404000, lz4",
        "377abcaf271c0004, 7z"
    })
    void otherCompressionsAreNamed(String begin, String name) throws Exception {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(begin), 1_000);
        refuses(write("blk00000.dat", bytes), "bitcoin.block-file.compressed", name);
    }

    @Test
    void whatIsCutOffSaysSo() throws Exception {
        byte[] raw = Arrays.copyOfRange(chain, third + 8, fourth);
        for (int length : new int[] {81, 100, raw.length / 2, raw.length - 1}) {
            refuses(write("cut.bin", Arrays.copyOf(raw, length)), "bitcoin.block.truncated", "cut off");
        }
        refuses(write("cut.bin", new byte[0]), "bitcoin.block-file.truncated", "0 bytes");
        refuses(write("cut.bin", Arrays.copyOf(raw, 80)), "bitcoin.block-file.truncated", "80 bytes");
        byte[] zipped = gzip(raw);
        refuses(write("cut.gz", Arrays.copyOf(zipped, zipped.length - 20)), "bitcoin.block-file.truncated", "gzip");
        String hex = HexFormat.of().formatHex(raw);
        refuses(text("cut.hex", hex.substring(1)), "bitcoin.block-file.truncated", "even number");
        refuses(text("cut.hex", hex.substring(0, 300)), "bitcoin.block.truncated", "cut off");
        for (int tail : new int[] {1, 2, 3, 5, 7, 8, 50}) {
            refuses(
                    write("blk.dat", Arrays.copyOf(chain, third + tail)),
                    "bitcoin.block-file.truncated",
                    "at byte " + third);
        }
    }

    @Test
    void bytesAfterARawBlockAreNamed() throws Exception {
        byte[] raw = Arrays.copyOfRange(chain, third + 8, fourth);
        refuses(
                write("long.bin", Arrays.copyOf(raw, raw.length + 5)),
                "bitcoin.block.trailing-bytes",
                raw.length + " bytes");
        refuses(
                text("long.hex", HexFormat.of().formatHex(raw) + "00"),
                "bitcoin.block.trailing-bytes",
                raw.length + " bytes");
    }

    @Test
    void textAndOtherBytesAreNoBlocks() throws Exception {
        refuses(text("page.dat", "<html>not found</html>".repeat(10)), "bitcoin.block-file.unknown-form", "text");
        refuses(text("bad.hex", "00".repeat(300) + "zz"), "bitcoin.block-file.unknown-form", "7a");
        byte[] noise = new byte[5_000];
        new java.util.Random(3).nextBytes(noise);
        refuses(write("noise.bin", noise), "bitcoin.block-file.unknown-form", "neither");
        byte[] raw = Arrays.copyOfRange(chain, third + 8, fourth);
        assertThatThrownBy(() -> BlockFileCheck.check(BitcoinNetwork.MAINNET, List.of(write("regtest.bin", raw))))
                .hasMessageContaining("bitcoin.block.wrong-difficulty")
                .hasMessageContaining("--chain");
    }

    @Test
    void filesOfTestnet3AreNamed() throws Exception {
        byte[] other = chain.clone();
        System.arraycopy(HexFormat.of().parseHex("0b110907"), 0, other, 0, 4);
        refuses(write("blk00000.dat", other), "bitcoin.block-file.wrong-network", "testnet3");
    }

    @Test
    void aFolderWithoutBlockFilesIsRefused() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refuses(empty, "bitcoin.block-file.none", "an empty folder");
        Files.write(empty.resolve("rev00000.dat"), chain);
        Files.write(empty.resolve("xor.dat"), KEY);
        Files.write(empty.resolve("notes.txt"), KEY);
        refuses(empty, "bitcoin.block-file.none", "notes.txt, rev00000.dat, xor.dat");
        Files.write(empty.resolve("blk00000.dat.bz2"), "BZh91AY".getBytes(StandardCharsets.US_ASCII));
        refuses(empty, "bitcoin.block-file.compressed", "bunzip2");
    }

    private void refuses(Path file, String code, String said) {
        assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(file)))
                .hasMessageContaining(code + ":")
                .hasMessageContaining(said)
                .hasMessageContaining(file.getFileName().toString());
    }

    private byte[] withHole(byte[] hole) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(chain, 0, third);
        bytes.writeBytes(hole);
        bytes.write(chain, third, chain.length - third);
        return bytes.toByteArray();
    }

    private static byte[] xor(byte[] bytes, int offset) {
        byte[] out = bytes.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= KEY[(offset + i) % KEY.length];
        }
        return out;
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private Path text(String name, String text) throws Exception {
        return write(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    private Path write(String name, byte[] content) throws Exception {
        return Files.write(folder.resolve(name), content);
    }
}
