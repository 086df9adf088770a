package org.holdfast.chain.bitcoin.proof;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.holdfast.chain.bitcoin.block.DoubleSha256;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;

/**
 * A transaction of a stored block in the form its id commits to: the wire form before BIP-144, without witnesses. The
 * double SHA-256 of these bytes is the id, so a reader needs nothing but the bytes to check inputs and outputs.
 *
 * @param bytes the wire form without witnesses
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes, never compared.
public record StoredTransaction(TxId txid, byte[] bytes) {
    /** The first record version whose transactions carry all that their ids commit to. */
    public static final int COMPLETE_SINCE = 1;

    /** Index of the output that a coinbase spends: none. */
    private static final int NO_INDEX = 0xFFFF_FFFF;

    /**
     * The transaction at a position of a batch.
     *
     * @throws org.holdfast.primitives.InputFaultException if the record is older than {@link #COMPLETE_SINCE}, or its
     *     content does not hash to its id
     */
    public static StoredTransaction of(UtxoTransactions batch, int position) {
        UtxoTransaction record = batch.getTransactions(position);
        var txid = TxId.ofDisplayBytes(record.getTxid().toByteArray());
        String where = "transaction " + txid + " at height " + batch.getBlock().getHeight();
        if (batch.getRecordVersion() < COMPLETE_SINCE) {
            throw ProofFault.fault(
                    "bitcoin.record.without-input-scripts",
                    "a stored transaction lacks its input scripts",
                    where,
                    "record version " + COMPLETE_SINCE + " or later",
                    "version " + batch.getRecordVersion(),
                    "import or follow the chain into a new topic");
        }
        byte[] bytes = wireForm(record);
        TxId found = id(bytes);
        if (!found.equals(txid)) {
            throw ProofFault.fault(
                    "bitcoin.record.another-id",
                    "a stored transaction does not hash to its id",
                    where,
                    txid.toString(),
                    found.toString(),
                    "import the block again into a new topic: this record was changed");
        }
        return new StoredTransaction(txid, bytes);
    }

    /** The id of a transaction in the wire form without witnesses. */
    public static TxId id(byte[] bytes) {
        return TxId.ofBitcoinInternalBytes(new DoubleSha256().hash(bytes, 0, bytes.length));
    }

    /** The wire form in hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] wireForm(UtxoTransaction record) {
        var out = new ByteArrayOutputStream();
        little(out, record.getVersion(), Integer.BYTES);
        if (record.getCoinbase()) {
            size(out, 1);
            out.writeBytes(new byte[32]);
            little(out, NO_INDEX, Integer.BYTES);
            text(out, record.getCoinbaseScript().toByteArray());
            little(out, record.getCoinbaseSequence(), Integer.BYTES);
        } else {
            size(out, record.getInputsCount());
            for (UtxoInput input : record.getInputsList()) {
                out.writeBytes(TxId.ofDisplayBytes(input.getPreviousTxid().toByteArray())
                        .hash()
                        .bitcoinInternalBytes());
                little(out, input.getPreviousIndex(), Integer.BYTES);
                text(out, input.getScript().toByteArray());
                little(out, input.getSequence(), Integer.BYTES);
            }
        }
        size(out, record.getOutputsCount());
        for (UtxoOutput output : record.getOutputsList()) {
            little(out, output.getValue(), Long.BYTES);
            text(out, output.getScript().toByteArray());
        }
        little(out, record.getLockTime(), Integer.BYTES);
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, byte[] bytes) {
        size(out, bytes.length);
        out.writeBytes(bytes);
    }

    /** Bitcoin's count of variable length; the script of a transaction may be longer than 65,535 bytes. */
    private static void size(ByteArrayOutputStream out, int size) {
        if (size < 0xFD) {
            out.write(size);
        } else if (size <= 0xFFFF) {
            out.write(0xFD);
            little(out, size, Short.BYTES);
        } else {
            out.write(0xFE);
            little(out, size, Integer.BYTES);
        }
    }

    private static void little(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (Byte.SIZE * i)));
        }
    }
}
