package org.holdfast.tracing.store.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;

/**
 * An entry of the journal: an appended or a retracted block, with the feed's place after it.
 */
public sealed interface JournalEntry {
    long feedOffset();

    record Appended(BlockContent block, long feedOffset) implements JournalEntry {}

    record Retracted(BlockRef block, long feedOffset) implements JournalEntry {}

    /** The entry as bytes, big endian; hashes in display order. */
    default byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (this) {
                case Appended(BlockContent block, long offset) -> {
                    out.writeByte(1);
                    out.writeLong(offset);
                    writeBlock(out, block);
                }
                case Retracted(BlockRef block, long offset) -> {
                    out.writeByte(2);
                    out.writeLong(offset);
                    writeRef(out, block);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static JournalEntry read(byte[] content) {
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            int kind = in.readByte();
            long offset = in.readLong();
            return switch (kind) {
                case 1 -> new Appended(readBlock(in), offset);
                case 2 -> new Retracted(readRef(in), offset);
                default -> throw new IllegalStateException("an entry of unknown kind " + kind);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeBlock(DataOutputStream out, BlockContent block) throws IOException {
        writeRef(out, block.block());
        out.write(block.parent().displayBytes());
        out.writeBoolean(block.segmentStart());
        out.writeLong(block.timeSeconds());
        out.writeInt(block.transactions().size());
        for (BlockContent.Transaction transaction : block.transactions()) {
            out.write(transaction.id().displayBytes());
            out.writeBoolean(transaction.coinbase());
            out.writeInt(transaction.inputs().size());
            for (Outpoint input : transaction.inputs()) {
                out.write(input.txId().displayBytes());
                out.writeInt(input.index());
            }
            out.writeInt(transaction.outputs().size());
            for (BlockContent.Output output : transaction.outputs()) {
                out.writeLong(output.value());
                out.writeUTF(output.address());
                out.writeBoolean(output.destroys());
            }
        }
    }

    private static BlockContent readBlock(DataInputStream in) throws IOException {
        BlockRef ref = readRef(in);
        var parent = new BlockHash(readHash(in));
        boolean segmentStart = in.readBoolean();
        long time = in.readLong();
        int count = in.readInt();
        var transactions = new ArrayList<BlockContent.Transaction>(count);
        for (int t = 0; t < count; t++) {
            var id = new TxId(readHash(in));
            boolean coinbase = in.readBoolean();
            int spends = in.readInt();
            var inputs = new ArrayList<Outpoint>(spends);
            for (int i = 0; i < spends; i++) {
                inputs.add(new Outpoint(new TxId(readHash(in)), in.readInt()));
            }
            int pays = in.readInt();
            var outputs = new ArrayList<BlockContent.Output>(pays);
            for (int i = 0; i < pays; i++) {
                outputs.add(new BlockContent.Output(in.readLong(), in.readUTF(), in.readBoolean()));
            }
            transactions.add(new BlockContent.Transaction(id, coinbase, inputs, outputs));
        }
        return new BlockContent(ref, parent, segmentStart, time, transactions);
    }

    private static void writeRef(DataOutputStream out, BlockRef ref) throws IOException {
        out.writeLong(ref.height());
        out.write(ref.hash().displayBytes());
    }

    private static BlockRef readRef(DataInputStream in) throws IOException {
        return new BlockRef(in.readLong(), new BlockHash(readHash(in)));
    }

    private static Hash256 readHash(DataInputStream in) throws IOException {
        return Hash256.ofDisplayBytes(in.readNBytes(Hash256.BYTES));
    }
}
