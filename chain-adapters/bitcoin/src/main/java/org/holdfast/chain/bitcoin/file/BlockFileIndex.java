package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;

/**
 * Finds the blocks in files without keeping them: Bitcoin Core's {@code blk*.dat} (frames of four magic bytes, length
 * and block, then zeros; obscured or plain) and files that hold one raw block.
 */
public final class BlockFileIndex {
    /** Where one block stands. */
    public record Entry(Path file, ObfuscationKey key, long offset, int length, BlockHeader header) {
        public String where() {
            return file + " at byte " + offset;
        }
    }

    private static final int FRAME_BYTES = 8;
    private static final int PADDING_CHUNK = 1 << 16;
    /** Serialised size of the largest block: its weight counts each byte at least once. */
    private static final int BLOCK_BYTES_MAX = BlockVerification.WEIGHT_MAX;

    private final BitcoinNetwork network;
    private final BlockVerification verification;

    public BlockFileIndex(BitcoinNetwork network) {
        this.network = network;
        this.verification = new BlockVerification(network);
    }

    /** All blocks of the files, and of the files of the directories, with their proof of work checked. */
    public List<Entry> scan(List<Path> paths) {
        var entries = new ArrayList<Entry>();
        for (Path file : files(paths)) {
            scanFile(file, entries);
        }
        return entries;
    }

    /** The bytes of one block. */
    public static byte[] read(Entry entry) {
        try (var channel = FileChannel.open(entry.file(), StandardOpenOption.READ)) {
            return read(channel, entry.key(), entry.offset(), entry.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(List<Path> paths) {
        var files = new ArrayList<Path>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    inside.filter(Files::isRegularFile)
                            .filter(BlockFileIndex::holdsBlocks)
                            .sorted()
                            .forEach(files::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else if (Files.isReadable(path)) {
                files.add(path);
            } else {
                throw fault(
                        "bitcoin.block-file.unreadable",
                        "a block file cannot be read",
                        path.toString(),
                        "a file or a directory of .dat and .bin files",
                        Files.exists(path) ? "no right to read it" : "nothing there");
            }
        }
        return files;
    }

    /** A node's folder also has undo files, {@code rev*.dat}, and the key of its block files. */
    private static boolean holdsBlocks(Path file) {
        String name = file.getFileName().toString();
        boolean other = name.startsWith("rev") || name.equals(ObfuscationKey.FILE);
        return (name.endsWith(".dat") && !other) || name.endsWith(".bin");
    }

    private void scanFile(Path file, List<Entry> entries) {
        ObfuscationKey key = ObfuscationKey.of(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < FRAME_BYTES) {
                throw truncated(file, 0, FRAME_BYTES, channel.size());
            }
            int magic = frame(channel, key, 0).order(ByteOrder.BIG_ENDIAN).getInt();
            var named = BitcoinNetwork.ofMagic(magic);
            if (named.isEmpty()) {
                scanRaw(file, key, channel, entries);
            } else if (named.get() != network) {
                throw fault(
                        "bitcoin.block-file.wrong-network",
                        "a block file belongs to another network",
                        file.toString(),
                        network.label(),
                        named.get().label());
            } else {
                scanFramed(file, key, channel, entries);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scanRaw(Path file, ObfuscationKey key, FileChannel channel, List<Entry> entries) throws IOException {
        if (channel.size() > BLOCK_BYTES_MAX || channel.size() <= BlockHeader.BYTES) {
            throw fault(
                    "bitcoin.block-file.unknown-form",
                    "a file is neither a block file nor one raw block",
                    file.toString(),
                    "magic bytes of " + network.label() + ", or one block of 81 to " + BLOCK_BYTES_MAX + " bytes",
                    channel.size() + " bytes without magic");
        }
        add(file, key, channel, 0, (int) channel.size(), entries);
    }

    private void scanFramed(Path file, ObfuscationKey key, FileChannel channel, List<Entry> entries)
            throws IOException {
        long size = channel.size();
        long position = 0;
        while (position < size) {
            if (size - position < FRAME_BYTES) {
                requireZeros(file, channel, position);
                return;
            }
            ByteBuffer frame = frame(channel, key, position);
            int magic = frame.order(ByteOrder.BIG_ENDIAN).getInt();
            if (magic != network.magic() && isZero(channel, position)) {
                requireZeros(file, channel, position);
                return;
            }
            if (magic != network.magic()) {
                throw fault(
                        "bitcoin.block-file.broken-frame",
                        "a block file is broken",
                        file + " at byte " + position,
                        "%08x, the magic bytes of %s".formatted(network.magic(), network.label()),
                        "%08x".formatted(magic));
            }
            long length = frame.order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xFFFF_FFFFL;
            if (length <= BlockHeader.BYTES || length > BLOCK_BYTES_MAX) {
                throw fault(
                        "bitcoin.block-file.impossible-length",
                        "a block file names an impossible block length",
                        file + " at byte " + (position + 4),
                        "81 to " + BLOCK_BYTES_MAX,
                        Long.toString(length));
            }
            if (position + FRAME_BYTES + length > size) {
                throw truncated(file, position, FRAME_BYTES + length, size - position);
            }
            add(file, key, channel, position + FRAME_BYTES, (int) length, entries);
            position += FRAME_BYTES + length;
        }
    }

    private void add(Path file, ObfuscationKey key, FileChannel channel, long offset, int length, List<Entry> entries)
            throws IOException {
        byte[] head = read(channel, key, offset, Math.min(length, BlockHeader.BYTES + 1));
        BlockHeader header = verification.checkHeader(head, file + " at byte " + offset);
        entries.add(new Entry(file, key, offset, length, header));
    }

    private static boolean isZero(FileChannel channel, long position) throws IOException {
        return frame(channel, ObfuscationKey.NONE, position).getInt() == 0;
    }

    /** Core reserves space ahead and leaves it zero, in obscured files too; anything else there is a defect. */
    private static void requireZeros(Path file, FileChannel channel, long from) throws IOException {
        for (long position = from; position < channel.size(); position += PADDING_CHUNK) {
            byte[] chunk = read(
                    channel, ObfuscationKey.NONE, position, (int) Math.min(PADDING_CHUNK, channel.size() - position));
            for (int i = 0; i < chunk.length; i++) {
                if (chunk[i] != 0) {
                    throw fault(
                            "bitcoin.block-file.trailing-bytes",
                            "a block file has bytes after its last block",
                            file + " at byte " + (position + i),
                            "zeros",
                            "%02x".formatted(chunk[i] & 0xFF));
                }
            }
        }
    }

    private static RuntimeException truncated(Path file, long position, long wanted, long there) {
        return fault(
                "bitcoin.block-file.truncated",
                "a block file is cut off",
                file + " at byte " + position,
                wanted + " bytes",
                there + " bytes");
    }

    private static ByteBuffer frame(FileChannel channel, ObfuscationKey key, long position) throws IOException {
        return ByteBuffer.wrap(read(channel, key, position, FRAME_BYTES));
    }

    private static byte[] read(FileChannel channel, ObfuscationKey key, long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        key.apply(buffer.array(), position);
        return buffer.array();
    }
}
