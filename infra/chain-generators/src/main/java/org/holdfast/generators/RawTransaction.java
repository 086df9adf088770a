package org.holdfast.generators;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** A transaction in the wire format. Scripts are placeholders: nothing here executes them. */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes, never compared.
public record RawTransaction(byte[] bytes, byte[] txid, List<Long> values) {
    /** One output to be: value in satoshi and script. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Pay(long value, byte[] script) {}

    /** One output that is spent: the transaction's id in internal byte order, and the index. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Spend(byte[] txid, int index) {}

    private static final long SEQUENCE_FINAL = 0xFFFF_FFFFL;

    public static RawTransaction of(List<Spend> spends, List<Pay> pays, byte[] signatureScript) {
        var out = new ByteArrayOutputStream(64 + 48 * spends.size() + 40 * pays.size());
        little(out, 2, 4);
        size(out, spends.size());
        for (Spend spend : spends) {
            out.writeBytes(spend.txid());
            little(out, spend.index(), 4);
            size(out, signatureScript.length);
            out.writeBytes(signatureScript);
            little(out, SEQUENCE_FINAL, 4);
        }
        size(out, pays.size());
        for (Pay pay : pays) {
            little(out, pay.value(), 8);
            size(out, pay.script().length);
            out.writeBytes(pay.script());
        }
        little(out, 0, 4);
        byte[] bytes = out.toByteArray();
        return new RawTransaction(
                bytes, RawBlock.doubleSha(bytes), pays.stream().map(Pay::value).toList());
    }

    /** The transaction that creates the subsidy and takes the fees; its script carries the height (BIP-34). */
    public static RawTransaction coinbase(long height, long value, byte[] script) {
        byte[] heightPush = {4, (byte) height, (byte) (height >>> 8), (byte) (height >>> 16), (byte) (height >>> 24)};
        return of(List.of(new Spend(new byte[32], -1)), List.of(new Pay(value, script)), heightPush);
    }

    public Spend output(int index) {
        return new Spend(txid, index);
    }

    public static void little(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    /** Bitcoin's variable length integer. */
    public static void size(ByteArrayOutputStream out, int value) {
        if (value < 0xFD) {
            out.write(value);
        } else if (value <= 0xFFFF) {
            out.write(0xFD);
            little(out, value, 2);
        } else {
            out.write(0xFE);
            little(out, value, 4);
        }
    }
}
