package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;

/**
 * Finds the blocks in files without keeping them: Bitcoin Core's {@code blk*.dat} (frames of four magic bytes, length
 * and block; obscured or plain) and files that hold one raw block; each also compressed with gzip or in hexadecimal.
 *
 * <p>Between two frames it reads as Bitcoin Core does when it imports such files: it looks for the next magic bytes
 * that are followed by a possible length. What it passes over is counted.
 */
public final class BlockFileIndex {
    /** Where one block stands. */
    public record Entry(Path file, Path content, ObfuscationKey key, long offset, int length, BlockHeader header) {
        public String where() {
            return file + " at byte " + offset;
        }
    }

    /**
     * What files hold.
     *
     * @param skipped bytes that belong to no block, one sentence for each file with some before its last block
     */
    public record Found(List<Entry> entries, List<String> skipped) {
        public Found {
            entries = List.copyOf(entries);
            skipped = List.copyOf(skipped);
        }
    }

    private static final int FRAME_BYTES = 8;
    private static final int MAGIC_BYTES = 4;
    private static final int CHUNK_BYTES = 1 << 16;

    /** Testnet3 is not supported; its files are named. */
    private static final int MAGIC_TESTNET3 = 0x0B110907;

    /** Serialised size of the largest block: its weight counts each byte at least once. */
    private static final int BLOCK_BYTES_MAX = BlockVerification.WEIGHT_MAX;

    private final BitcoinNetwork network;
    private final BlockVerification verification;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    private BlockFileIndex(BitcoinNetwork network) {
        this.network = network;
        this.verification = new BlockVerification(network);
    }

    /** All blocks of the files, and of the files of the folders, with their proof of work checked. */
    public static Found scan(BitcoinNetwork network, List<Path> paths) {
        var index = new BlockFileIndex(network);
        BlockFiles.of(paths).forEach(index::scanFile);
        return new Found(index.entries, index.skipped);
    }

    /** The bytes of one block. */
    public static byte[] read(Entry entry) {
        try (var channel = FileChannel.open(entry.content(), StandardOpenOption.READ)) {
            return new Bytes(entry.file(), channel, entry.key()).read(entry.offset(), entry.length());
        } catch (IOException e) {
            throw BlockFiles.unreadable(entry.file(), String.valueOf(e.getMessage()));
        }
    }

    static RuntimeException unknownForm(Path file, String got) {
        return fault(
                "bitcoin.block-file.unknown-form",
                "a file is neither a block file nor one raw block",
                file.toString(),
                "a node's block file, or one block of 81 to " + BLOCK_BYTES_MAX + " bytes, as bytes or in hexadecimal",
                got,
                "name only block files and raw blocks");
    }

    /** The plain bytes of a file that is open. */
    private record Bytes(Path file, FileChannel channel, ObfuscationKey key) {
        long size() throws IOException {
            return channel.size();
        }

        byte[] read(long position, int length) throws IOException {
            byte[] bytes = readAsStored(position, length);
            key.apply(bytes, position);
            return bytes;
        }

        byte[] readAsStored(long position, int length) throws IOException {
            var buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
            }
            return buffer.array();
        }

        /** Bytes from a position on, in pieces; each begins with the last three of the piece before. */
        byte[] piece(long position) throws IOException {
            return read(position, (int) Math.min(CHUNK_BYTES, size() - position));
        }
    }

    private void scanFile(Path named) {
        try {
            PlainFile file = PlainFile.of(named);
            try (var channel = FileChannel.open(file.content(), StandardOpenOption.READ)) {
                scan(file, new Bytes(named, channel, ObfuscationKey.of(named)));
            }
        } catch (IOException e) {
            throw BlockFiles.unreadable(named, String.valueOf(e.getMessage()));
        }
    }

    private void scan(PlainFile file, Bytes obscured) throws IOException {
        var plain = new Bytes(obscured.file(), obscured.channel(), ObfuscationKey.NONE);
        if (plain.size() <= BlockHeader.BYTES) {
            throw truncated(plain, 0, BlockHeader.BYTES + 1, plain.size());
        }
        // A plain file can lie in a folder with the key of others.
        for (Bytes bytes : List.of(obscured, plain)) {
            int magic = magicAt(bytes, firstByte(bytes));
            if (magic == network.magic()) {
                scanFramed(file, bytes);
                return;
            }
            refuseOtherNetwork(bytes, magic);
        }
        OptionalLong frame = nextFrame(obscured, 0);
        boolean raw = isBlock(plain);
        if (frame.isPresent() && !raw) {
            scanFramed(file, obscured);
        } else if (raw || !ObfuscationKey.isBlockFile(file.named())) {
            scanRaw(file, plain);
        } else {
            throw ObfuscationKey.doesNotFit(
                    file.named(), "%08x, the magic bytes of %s,".formatted(network.magic(), network.label()));
        }
    }

    private boolean isBlock(Bytes bytes) throws IOException {
        return verification.hasWork(bytes.read(0, BlockHeader.BYTES));
    }

    private void refuseOtherNetwork(Bytes bytes, int magic) {
        Optional<String> other = magic == MAGIC_TESTNET3
                ? Optional.of("testnet3, which is not supported")
                : BitcoinNetwork.ofMagic(magic).map(BitcoinNetwork::label);
        if (other.isPresent()) {
            throw fault(
                    "bitcoin.block-file.wrong-network",
                    "a block file belongs to another network",
                    bytes.file().toString(),
                    network.label(),
                    other.get(),
                    "choose the network with --chain");
        }
    }

    private void scanRaw(PlainFile file, Bytes bytes) throws IOException {
        if (bytes.size() > BLOCK_BYTES_MAX) {
            throw unknownForm(file.named(), bytes.size() + " bytes without the magic bytes of " + network.label());
        }
        if (!verification.looksLikeHeader(bytes.read(0, BlockHeader.BYTES))) {
            throw unknownForm(file.named(), "neither magic bytes nor a header with a possible target at its start");
        }
        add(file, bytes, 0, (int) bytes.size());
    }

    private void scanFramed(PlainFile file, Bytes bytes) throws IOException {
        var passed = new Passed(bytes);
        long position = 0;
        for (OptionalLong next = nextFrame(bytes, 0); next.isPresent(); next = nextFrame(bytes, position)) {
            passed.over(position, next.getAsLong());
            int length = lengthAt(bytes, next.getAsLong());
            long end = next.getAsLong() + FRAME_BYTES + length;
            if (end > bytes.size()) {
                throw truncated(bytes, next.getAsLong(), FRAME_BYTES + length, bytes.size() - next.getAsLong());
            }
            add(file, bytes, next.getAsLong() + FRAME_BYTES, length);
            position = end;
        }
        requireNoBegunFrame(bytes, position);
        passed.overTheEnd(position);
        passed.sentence().ifPresent(skipped::add);
    }

    private void requireNoBegunFrame(Bytes bytes, long position) throws IOException {
        int left = (int) Math.min(MAGIC_BYTES, bytes.size() - position);
        byte[] magic = ByteBuffer.allocate(MAGIC_BYTES).putInt(network.magic()).array();
        if (left > 0 && left < MAGIC_BYTES && Arrays.equals(bytes.read(position, left), Arrays.copyOf(magic, left))) {
            throw truncated(bytes, position, FRAME_BYTES, left);
        }
    }

    /** The next magic bytes that are followed by a length that a block can have. */
    private OptionalLong nextFrame(Bytes bytes, long from) throws IOException {
        if (magicAt(bytes, from) == network.magic() && beginsFrame(bytes, from)) {
            return OptionalLong.of(from);
        }
        long position = from;
        while (bytes.size() - position >= MAGIC_BYTES) {
            byte[] piece = bytes.piece(position);
            for (int i = 0; i + MAGIC_BYTES <= piece.length; i++) {
                boolean magic = (piece[i] & 0xFF) == network.magic() >>> 24
                        && ByteBuffer.wrap(piece, i, MAGIC_BYTES).getInt() == network.magic();
                if (magic && beginsFrame(bytes, position + i)) {
                    return OptionalLong.of(position + i);
                }
            }
            position += Math.max(1, piece.length - MAGIC_BYTES + 1);
        }
        return OptionalLong.empty();
    }

    private static boolean beginsFrame(Bytes bytes, long position) throws IOException {
        long left = bytes.size() - position;
        if (left < FRAME_BYTES) {
            throw truncated(bytes, position, FRAME_BYTES, left);
        }
        int length = lengthAt(bytes, position);
        return length > BlockHeader.BYTES && length <= BLOCK_BYTES_MAX;
    }

    private static int lengthAt(Bytes bytes, long position) throws IOException {
        return ByteBuffer.wrap(bytes.read(position + MAGIC_BYTES, MAGIC_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private static int magicAt(Bytes bytes, long position) throws IOException {
        return bytes.size() - position < MAGIC_BYTES
                ? 0
                : ByteBuffer.wrap(bytes.read(position, MAGIC_BYTES)).getInt();
    }

    /** The first byte that is not a zero, neither as it is stored nor under the key. */
    private static long firstByte(Bytes bytes) throws IOException {
        return new Passed(bytes).zerosFrom(0);
    }

    private void add(PlainFile file, Bytes bytes, long offset, int length) throws IOException {
        byte[] head = bytes.read(offset, Math.min(length, BlockHeader.BYTES + 1));
        BlockHeader header = verification.checkHeader(head, file.named() + " at byte " + offset);
        entries.add(new Entry(file.named(), file.content(), bytes.key(), offset, length, header));
    }

    private static RuntimeException truncated(Bytes bytes, long position, long wanted, long there) {
        return fault(
                "bitcoin.block-file.truncated",
                "a block file is cut off",
                bytes.file() + " at byte " + position,
                wanted + " bytes",
                there + " bytes",
                "get the file again; where a node still writes to it, wait");
    }

    /** Counts what stands between the blocks of a file. */
    private static final class Passed {
        private final Bytes bytes;
        private long first = -1;
        private long count;
        private int places;
        private boolean zerosOnly = true;

        Passed(Bytes bytes) {
            this.bytes = bytes;
        }

        void over(long from, long to) throws IOException {
            if (from == to) {
                return;
            }
            first = places == 0 ? from : first;
            count += to - from;
            places++;
            zerosOnly &= zerosFrom(from) >= to;
        }

        /** Core reserves space ahead and leaves it zero; that is ordinary and not counted. */
        void overTheEnd(long from) throws IOException {
            if (zerosFrom(from) < bytes.size()) {
                over(from, bytes.size());
            }
        }

        /** Zeros are stored as they are where Core reserved space, and obscured where it wrote them. */
        long zerosFrom(long from) throws IOException {
            for (long position = from; position < bytes.size(); position += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, bytes.size() - position);
                byte[] stored = bytes.readAsStored(position, length);
                byte[] plain = bytes.read(position, length);
                for (int i = 0; i < length; i++) {
                    if (stored[i] != 0 && plain[i] != 0) {
                        return position + i;
                    }
                }
            }
            return bytes.size();
        }

        Optional<String> sentence() {
            if (places == 0) {
                return Optional.empty();
            }
            return Optional.of("%s: skipped %d bytes in %d places that belong to no block, the first at byte %d; %s"
                    .formatted(
                            bytes.file(),
                            count,
                            places,
                            first,
                            zerosOnly
                                    ? "all of them are zeros, as Bitcoin Core leaves them"
                                    : "some are not zeros, so a damaged block may be among them"));
        }
    }
}
