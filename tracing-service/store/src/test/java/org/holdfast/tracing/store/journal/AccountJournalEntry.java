package org.holdfast.tracing.store.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.EntryKind;

/**
 * What stands in the journal of an account chain: a block that was appended or taken away, with the feed's
 * place after it. Big endian; hashes in display order; an amount as its length and its bytes.
 */
public sealed interface AccountJournalEntry {
    int APPENDED = 1;
    int RETRACTED = 2;

    record Appended(AccountBlock block, long feedOffset) implements AccountJournalEntry {}

    record Retracted(BlockRef block, long feedOffset) implements AccountJournalEntry {}

    default byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (this) {
                case Appended(AccountBlock block, long offset) -> {
                    out.writeByte(APPENDED);
                    out.writeLong(offset);
                    write(out, block);
                }
                case Retracted(BlockRef block, long offset) -> {
                    out.writeByte(RETRACTED);
                    out.writeLong(offset);
                    write(out, block);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static AccountJournalEntry read(byte[] content) {
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            int kind = in.readByte();
            long offset = in.readLong();
            return switch (kind) {
                case APPENDED -> new Appended(readBlock(in), offset);
                case RETRACTED -> new Retracted(readRef(in), offset);
                default -> throw new IllegalStateException("an entry of unknown kind " + kind);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, AccountBlock block) throws IOException {
        write(out, block.block());
        out.write(block.parent().hash().displayBytes());
        out.writeBoolean(block.segmentStart());
        out.writeLong(block.timeSeconds());
        out.writeInt(block.entries().size());
        for (AccountBlock.Entry entry : block.entries()) {
            out.write(entry.txId().displayBytes());
            out.writeInt(entry.txIndex());
            out.writeUTF(entry.kind().word());
            out.writeUTF(entry.asset().toString());
            out.writeUTF(entry.from());
            out.writeUTF(entry.to());
            byte[] amount = entry.amount().toByteArray();
            out.writeByte(amount.length);
            out.write(amount);
        }
        out.writeInt(block.conversions().size());
        for (AccountBlock.Conversion conversion : block.conversions()) {
            out.writeInt(conversion.paid());
            out.writeInt(conversion.received());
            out.writeUTF(conversion.protocol());
        }
    }

    private static AccountBlock readBlock(DataInputStream in) throws IOException {
        BlockRef ref = readRef(in);
        var parent = new BlockHash(readHash(in));
        boolean segmentStart = in.readBoolean();
        long time = in.readLong();
        int count = in.readInt();
        var entries = new ArrayList<AccountBlock.Entry>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new AccountBlock.Entry(
                    new TxId(readHash(in)),
                    in.readInt(),
                    kind(in.readUTF()),
                    AssetId.parse(in.readUTF()),
                    in.readUTF(),
                    in.readUTF(),
                    new BigInteger(in.readNBytes(in.readByte()))));
        }
        int pairs = in.readInt();
        var conversions = new ArrayList<AccountBlock.Conversion>(pairs);
        for (int i = 0; i < pairs; i++) {
            conversions.add(new AccountBlock.Conversion(in.readInt(), in.readInt(), in.readUTF()));
        }
        return new AccountBlock(ref, parent, segmentStart, time, entries, conversions);
    }

    private static EntryKind kind(String word) {
        return List.of(EntryKind.values()).stream()
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an entry of unknown kind " + word));
    }

    private static void write(DataOutputStream out, BlockRef ref) throws IOException {
        out.writeLong(ref.height());
        out.write(ref.hash().hash().displayBytes());
    }

    private static BlockRef readRef(DataInputStream in) throws IOException {
        return new BlockRef(in.readLong(), new BlockHash(readHash(in)));
    }

    private static Hash256 readHash(DataInputStream in) throws IOException {
        return Hash256.ofDisplayBytes(in.readNBytes(Hash256.BYTES));
    }
}
