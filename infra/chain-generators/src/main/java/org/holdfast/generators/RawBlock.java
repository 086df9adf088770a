package org.holdfast.generators;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A block in the wire format with real proof of work at regtest's difficulty: about two tries. */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes, never compared.
public record RawBlock(byte[] bytes, byte[] hash) {
    private static final long REGTEST_BITS = 0x207F_FFFFL;
    private static final int NONCE_AT = 76;

    /** Mines a block on its parent; hashes in internal byte order. */
    public static RawBlock mine(byte[] parent, long timeSeconds, List<RawTransaction> transactions) {
        var header = new ByteArrayOutputStream(80);
        RawTransaction.little(header, 0x2000_0000L, 4);
        header.writeBytes(parent);
        header.writeBytes(merkleRoot(transactions));
        RawTransaction.little(header, timeSeconds, 4);
        RawTransaction.little(header, REGTEST_BITS, 4);
        RawTransaction.little(header, 0, 4);
        byte[] head = header.toByteArray();
        byte[] hash = doubleSha(head);
        for (int nonce = 1; (hash[31] & 0xFF) > 0x7F; nonce++) {
            for (int i = 0; i < 4; i++) {
                head[NONCE_AT + i] = (byte) (nonce >>> (8 * i));
            }
            hash = doubleSha(head);
        }
        var block = new ByteArrayOutputStream();
        block.writeBytes(head);
        RawTransaction.size(block, transactions.size());
        transactions.forEach(transaction -> block.writeBytes(transaction.bytes()));
        return new RawBlock(block.toByteArray(), hash);
    }

    public static byte[] doubleSha(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return digest.digest(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] merkleRoot(List<RawTransaction> transactions) {
        List<byte[]> level = transactions.stream().map(RawTransaction::txid).toList();
        while (level.size() > 1) {
            var above = new ArrayList<byte[]>();
            for (int i = 0; i < level.size(); i += 2) {
                byte[] pair = new byte[64];
                System.arraycopy(level.get(i), 0, pair, 0, 32);
                System.arraycopy(level.get(Math.min(i + 1, level.size() - 1)), 0, pair, 32, 32);
                above.add(doubleSha(pair));
            }
            level = above;
        }
        return level.getFirst();
    }
}
