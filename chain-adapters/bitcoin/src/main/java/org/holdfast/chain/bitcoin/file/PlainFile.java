package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a block file, wherever they stand: in the file itself, or in a temporary file where it is compressed
 * with gzip or written in hexadecimal. Temporary files go with the process.
 *
 * @param named the file as it was given
 * @param content the file with the bytes
 */
record PlainFile(Path named, Path content) {
    /** Core's own files have at most 128 MiB; more is no block file. */
    static final long UNPACKED_BYTES_MAX = 1L << 30;

    private static final int HEAD_BYTES = 512;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B, 8};

    /** A compressed form that is named and not read. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Packed(String name, byte[] mark, String unpack) {}

    private static final List<Packed> PACKED = List.of(
            new Packed("bzip2", ascii("BZh"), "bunzip2"),
            new Packed("xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0}, "unxz"),
            new Packed("zstd", new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}, "unzstd"),
            new Packed("lz4", new byte[] {0x04, 0x22, 0x4D, 0x18}, "unlz4"),
            new Packed("7z", new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF}, "7z x"),
            new Packed("zip", ascii("PK\3\4"), "unzip"));

    /** Finds the bytes of a file. Throws {@code InputFaultException} where it is compressed in another way, or text. */
    static PlainFile of(Path file) throws IOException {
        byte[] head = head(file);
        if (startsWith(head, GZIP)) {
            return unpacked(file, PlainFile::gunzip);
        }
        for (Packed packed : PACKED) {
            if (startsWith(head, packed.mark())) {
                throw fault(
                        "bitcoin.block-file.compressed",
                        "a block file is compressed",
                        file.toString(),
                        "a block file as a node writes it, or one compressed with gzip",
                        packed.name(),
                        "decompress it with " + packed.unpack() + " and import the result");
            }
        }
        if (!isText(head)) {
            return new PlainFile(file, file);
        }
        if (isHex(head)) {
            return unpacked(file, PlainFile::decodeHex);
        }
        throw BlockFileIndex.unknownForm(file, "text that is not hexadecimal");
    }

    private interface Unpack {
        void write(Path from, OutputStream to) throws IOException;
    }

    private static PlainFile unpacked(Path file, Unpack unpack) throws IOException {
        Path content = Files.createTempFile("holdfast-blocks-", ".dat");
        content.toFile().deleteOnExit();
        try (OutputStream to = Files.newOutputStream(content)) {
            unpack.write(file, to);
        }
        // A file can be packed twice, such as hexadecimal text in gzip.
        PlainFile inner = of(content);
        return new PlainFile(file, inner.content());
    }

    private static void gunzip(Path file, OutputStream to) throws IOException {
        try (InputStream from = new GZIPInputStream(Files.newInputStream(file))) {
            byte[] chunk = new byte[1 << 16];
            long written = 0;
            for (int got = from.read(chunk); got >= 0; got = from.read(chunk)) {
                written = requireBounded(file, written + got);
                to.write(chunk, 0, got);
            }
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw fault(
                    "bitcoin.block-file.truncated",
                    "a compressed block file is cut off or broken",
                    file.toString(),
                    "gzip to the end",
                    String.valueOf(e.getMessage()));
        }
    }

    /** Pairs of digits; white space, quotes and a leading 0x are left out. */
    private static void decodeHex(Path file, OutputStream to) throws IOException {
        try (InputStream from = new BufferedInputStream(Files.newInputStream(file))) {
            int high = -1;
            long digits = 0;
            for (int c = from.read(); c >= 0; c = from.read()) {
                if (isBetween(c) || (c == 'x' && digits == 1 && high == 0)) {
                    high = c == 'x' ? -1 : high;
                    digits = c == 'x' ? 0 : digits;
                    continue;
                }
                if (!HexFormat.isHexDigit(c)) {
                    throw BlockFileIndex.unknownForm(file, "hexadecimal, and then the character %02x".formatted(c));
                }
                digits = requireBounded(file, digits + 1);
                int digit = HexFormat.fromHexDigit(c);
                if (high >= 0) {
                    to.write(high << 4 | digit);
                }
                high = high >= 0 ? -1 : digit;
            }
            if (high >= 0) {
                throw fault(
                        "bitcoin.block-file.truncated",
                        "a block file in hexadecimal is cut off",
                        file.toString(),
                        "an even number of digits",
                        Long.toString(digits));
            }
        }
    }

    private static long requireBounded(Path file, long bytes) {
        if (bytes > UNPACKED_BYTES_MAX) {
            throw BlockFileIndex.unknownForm(file, "more than " + UNPACKED_BYTES_MAX + " bytes when decompressed");
        }
        return bytes;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length && Arrays.equals(Arrays.copyOf(head, mark.length), mark);
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if ((b < ' ' || b > '~') && !Character.isWhitespace(b)) {
                return false;
            }
        }
        return head.length > 0;
    }

    private static boolean isHex(byte[] head) {
        String text = new String(head, StandardCharsets.US_ASCII).strip().replaceFirst("^\"?0x", "");
        return text.chars().allMatch(c -> isBetween(c) || HexFormat.isHexDigit(c));
    }

    private static boolean isBetween(int c) {
        return Character.isWhitespace(c) || c == '"';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
