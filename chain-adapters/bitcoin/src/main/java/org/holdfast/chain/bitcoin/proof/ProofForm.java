package org.holdfast.chain.bitcoin.proof;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import org.holdfast.primitives.Hash256;

/**
 * The wire form: header, count of transactions in four bytes, then the hashes and the flag bytes, each with its count
 * first; all numbers little endian, counts of variable length in their shortest form.
 */
final class ProofForm {
    static final int HEADER_BYTES = 80;
    static final int ROOT_AT = 36;

    private static final int SHORT_MARK = 0xFD;
    private static final int COUNT_MAX = 0xFFFF;

    private ProofForm() {}

    static InclusionProof read(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = take(in, HEADER_BYTES, "header");
        int transactions = ByteBuffer.wrap(take(in, Integer.BYTES, "count of transactions"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        int count = size(in, "count of hashes");
        var hashes = new ArrayList<Hash256>();
        for (int i = 0; i < count; i++) {
            hashes.add(Hash256.ofBitcoinInternalBytes(take(in, Hash256.BYTES, "hash " + i)));
        }
        byte[] flags = take(in, size(in, "count of flag bytes"), "flags");
        if (in.hasRemaining()) {
            throw ProofFault.unreadable("byte " + in.position(), "the end", in.remaining() + " bytes more");
        }
        return new InclusionProof(header, transactions, hashes, flags);
    }

    static byte[] write(InclusionProof proof) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(proof.header());
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(proof.transactionCount())
                .array());
        size(out, proof.hashes().size());
        proof.hashes().forEach(hash -> out.writeBytes(hash.bitcoinInternalBytes()));
        size(out, proof.flags().length);
        out.writeBytes(proof.flags());
        return out.toByteArray();
    }

    private static byte[] take(ByteBuffer in, int length, String name) {
        if (in.remaining() < length) {
            throw ProofFault.unreadable(
                    name + " at byte " + in.position(), length + " bytes", in.remaining() + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int size(ByteBuffer in, String name) {
        int at = in.position();
        int first = take(in, 1, name)[0] & 0xFF;
        if (first < SHORT_MARK) {
            return first;
        }
        int size = first == SHORT_MARK
                ? ByteBuffer.wrap(take(in, Short.BYTES, name))
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getShort()
                        & COUNT_MAX
                : -1;
        if (size < SHORT_MARK) {
            throw ProofFault.unreadable(
                    name + " at byte " + at, "a count up to " + COUNT_MAX + " in its shortest form", "another");
        }
        return size;
    }

    private static void size(ByteArrayOutputStream out, int size) {
        if (size > COUNT_MAX) {
            throw new IllegalArgumentException("a proof of " + size + " parts is beyond any block");
        }
        if (size >= SHORT_MARK) {
            out.write(SHORT_MARK);
            out.write(size & 0xFF);
            out.write(size >>> Byte.SIZE);
        } else {
            out.write(size);
        }
    }
}
