package org.holdfast.chain.bitcoin.block;

import java.util.Arrays;
import org.holdfast.primitives.chain.BitcoinAddresses;
import org.holdfast.records.chain.v1.ScriptType;

/**
 * The standard forms of output scripts and the addresses the field writes for them. A bare public key has no address:
 * Bitcoin Core writes none since version 0.21, and an address would name a script that is not there.
 */
final class Scripts {
    private static final int OP_0 = 0x00;
    private static final int OP_1 = 0x51;
    private static final int OP_16 = 0x60;
    private static final int OP_RETURN = 0x6A;
    private static final int OP_DUP = 0x76;
    private static final int OP_EQUAL = 0x87;
    private static final int OP_EQUALVERIFY = 0x88;
    private static final int OP_HASH160 = 0xA9;
    private static final int OP_CHECKSIG = 0xAC;
    private static final int OP_CHECKSIGVERIFY = 0xAD;
    private static final int OP_CHECKMULTISIG = 0xAE;
    private static final int OP_CHECKMULTISIGVERIFY = 0xAF;
    private static final int OP_PUSHDATA1 = 0x4C;
    private static final int OP_PUSHDATA4 = 0x4E;

    /** What a check of several signatures counts, whatever the number of its keys. */
    private static final int MULTISIG_OPERATIONS = 20;

    private Scripts() {}

    static ScriptType type(byte[] s) {
        if (s.length > 0 && at(s, 0) == OP_RETURN) return ScriptType.SCRIPT_TYPE_OP_RETURN;
        if (isP2pkh(s)) return ScriptType.SCRIPT_TYPE_P2PKH;
        if (s.length == 23 && at(s, 0) == OP_HASH160 && at(s, 1) == 20 && at(s, 22) == OP_EQUAL) {
            return ScriptType.SCRIPT_TYPE_P2SH;
        }
        if (s.length == 22 && at(s, 0) == OP_0 && at(s, 1) == 20) return ScriptType.SCRIPT_TYPE_P2WPKH;
        if (s.length == 34 && at(s, 0) == OP_0 && at(s, 1) == 32) return ScriptType.SCRIPT_TYPE_P2WSH;
        if (s.length == 34 && at(s, 0) == OP_1 && at(s, 1) == 32) return ScriptType.SCRIPT_TYPE_P2TR;
        if (isP2pk(s)) return ScriptType.SCRIPT_TYPE_P2PK;
        return isBareMultisig(s) ? ScriptType.SCRIPT_TYPE_BARE_MULTISIG : ScriptType.SCRIPT_TYPE_UNKNOWN;
    }

    /** The address as Bitcoin Core writes it, or empty text where the form has none. */
    static String address(ScriptType type, byte[] s, BitcoinAddresses addresses) {
        return switch (type) {
            case SCRIPT_TYPE_P2PKH -> addresses.ofKeyHash(Arrays.copyOfRange(s, 3, 23));
            case SCRIPT_TYPE_P2SH -> addresses.ofScriptHash(Arrays.copyOfRange(s, 2, 22));
            case SCRIPT_TYPE_P2WPKH, SCRIPT_TYPE_P2WSH, SCRIPT_TYPE_P2TR -> witnessAddress(s, addresses);
            // Pay to anchor, and witness versions that have no rule yet.
            case SCRIPT_TYPE_UNKNOWN -> isWitnessProgram(s) ? witnessAddress(s, addresses) : "";
            case SCRIPT_TYPE_P2PK, SCRIPT_TYPE_BARE_MULTISIG, SCRIPT_TYPE_OP_RETURN, UNRECOGNIZED -> "";
        };
    }

    private static String witnessAddress(byte[] s, BitcoinAddresses addresses) {
        return addresses.ofWitness(witnessVersion(s), Arrays.copyOfRange(s, 2, s.length));
    }

    /** A version and one push of all that follows (BIP-141). */
    private static boolean isWitnessProgram(byte[] s) {
        return s.length > 2
                && (at(s, 0) == OP_0 || (at(s, 0) >= OP_1 && at(s, 0) <= OP_16))
                && at(s, 1) == s.length - 2
                && BitcoinAddresses.isProgram(witnessVersion(s), s.length - 2);
    }

    private static int witnessVersion(byte[] s) {
        return at(s, 0) == OP_0 ? 0 : at(s, 0) - OP_1 + 1;
    }

    private static boolean isP2pkh(byte[] s) {
        return s.length == 25
                && at(s, 0) == OP_DUP
                && at(s, 1) == OP_HASH160
                && at(s, 2) == 20
                && at(s, 23) == OP_EQUALVERIFY
                && at(s, 24) == OP_CHECKSIG;
    }

    private static boolean isP2pk(byte[] s) {
        boolean compressed = s.length == 35 && at(s, 0) == 33 && (at(s, 1) == 2 || at(s, 1) == 3);
        boolean whole = s.length == 67 && at(s, 0) == 65 && at(s, 1) == 4;
        return (compressed || whole) && at(s, s.length - 1) == OP_CHECKSIG;
    }

    /** m keys n OP_CHECKMULTISIG with 1 to 16 keys of 33 or 65 bytes. */
    private static boolean isBareMultisig(byte[] s) {
        if (s.length < 37 || at(s, s.length - 1) != OP_CHECKMULTISIG) return false;
        int needed = at(s, 0) - OP_1 + 1;
        int keys = at(s, s.length - 2) - OP_1 + 1;
        if (needed < 1 || keys < needed || at(s, s.length - 2) > OP_16) return false;
        int i = 1;
        int found = 0;
        while (i < s.length - 2) {
            int push = at(s, i);
            if (push != 33 && push != 65) return false;
            i += push + 1;
            found++;
        }
        return i == s.length - 2 && found == keys;
    }

    private static int at(byte[] s, int i) {
        return s[i] & 0xFF;
    }

    /** Signature operations as Bitcoin Core's {@code GetSigOpCount(false)} counts them, up to a broken push. */
    static int signatureOperations(byte[] s) {
        int count = 0;
        int i = 0;
        while (i < s.length) {
            int op = at(s, i++);
            if (op <= OP_PUSHDATA4) {
                int sizeBytes = op < OP_PUSHDATA1 ? 0 : 1 << (op - OP_PUSHDATA1);
                if (sizeBytes > s.length - i) return count;
                long size = op;
                if (sizeBytes > 0) {
                    size = 0;
                    for (int b = sizeBytes - 1; b >= 0; b--) size = (size << 8) | at(s, i + b);
                }
                i += sizeBytes;
                if (size > s.length - i) return count;
                i += (int) size;
            } else if (op == OP_CHECKSIG || op == OP_CHECKSIGVERIFY) {
                count++;
            } else if (op == OP_CHECKMULTISIG || op == OP_CHECKMULTISIGVERIFY) {
                count += MULTISIG_OPERATIONS;
            }
        }
        return count;
    }
}
