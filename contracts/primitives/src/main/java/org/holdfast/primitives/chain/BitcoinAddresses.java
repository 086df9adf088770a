package org.holdfast.primitives.chain;

import java.util.Locale;
import java.util.Optional;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;

/**
 * Addresses of a Bitcoin network: base58check for a hash of a key or of a script, bech32 for witness programs of
 * version 0 (BIP-173), bech32m for those of versions 1 to 16 (BIP-350). The canonical form is base58 as it stands and
 * bech32 in lower case.
 *
 * @param keyHashVersion first byte of a base58check payload that is a hash of a key, 0 to 255
 * @param scriptHashVersion first byte of a base58check payload that is a hash of a script
 * @param prefix human-readable part of a bech32 address, lower case
 */
public record BitcoinAddresses(int keyHashVersion, int scriptHashVersion, String prefix) implements AddressForm {
    private static final int HASH_BYTES = 20;
    private static final int BASE58_LENGTH_MIN = 26;
    private static final int BASE58_LENGTH_MAX = 35;
    private static final int WITNESS_VERSION_MAX = 16;
    private static final int PROGRAM_BYTES_MIN = 2;
    private static final int PROGRAM_BYTES_MAX = 40;
    private static final int SCRIPT_PROGRAM_BYTES = 32;

    @Override
    public Address parse(ChainId chain, String text) {
        if (text.length() <= Bech32.LENGTH_MAX) {
            String lower = text.toLowerCase(Locale.ROOT);
            int separator = lower.lastIndexOf('1');
            if (separator > 0 && isPrefix(lower.substring(0, separator))) {
                return new Address(chain, witnessAddress(text, lower, separator));
            }
            if (isBase58(text)) {
                return new Address(chain, hashAddress(text));
            }
        }
        throw AddressForm.malformed(description(), text);
    }

    @Override
    public boolean resembles(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int separator = lower.lastIndexOf('1');
        boolean witness = separator > 0 && isPrefix(lower.substring(0, separator));
        return witness || isBase58(text);
    }

    /** The address of a script that pays to the hash of a key. */
    public String ofKeyHash(byte[] hash) {
        return ofHash(keyHashVersion, hash);
    }

    /** The address of a script that pays to the hash of a script. */
    public String ofScriptHash(byte[] hash) {
        return ofHash(scriptHashVersion, hash);
    }

    /**
     * The address of a witness program, as Bitcoin Core writes it for every version.
     *
     * @param version 0 to 16
     * @param program 2 to 40 bytes; for version 0 only 20 or 32 have a meaning
     */
    public String ofWitness(int version, byte[] program) {
        if (version < 0 || version > WITNESS_VERSION_MAX || !isProgram(version, program.length)) {
            throw new IllegalArgumentException(
                    "no witness program has version " + version + " and " + program.length + " bytes");
        }
        return Bech32.encode(variant(version), prefix, Bech32.groups(version, program));
    }

    /** Whether a script may be a witness program of this version and length. */
    public static boolean isProgram(int version, int bytes) {
        return version == 0
                ? bytes == HASH_BYTES || bytes == SCRIPT_PROGRAM_BYTES
                : bytes >= PROGRAM_BYTES_MIN && bytes <= PROGRAM_BYTES_MAX;
    }

    @Override
    public String description() {
        return "base58check with version byte " + keyHashVersion + " or " + scriptHashVersion
                + ", or bech32 with prefix " + prefix;
    }

    private String ofHash(int version, byte[] hash) {
        byte[] payload = new byte[1 + HASH_BYTES];
        payload[0] = (byte) version;
        System.arraycopy(hash, 0, payload, 1, HASH_BYTES);
        return Base58Check.text(payload);
    }

    private String witnessAddress(String text, String lower, int separator) {
        if (!text.equals(lower) && !text.equals(lower.toUpperCase(Locale.ROOT))) {
            throw AddressForm.mixedCase(text);
        }
        String stated = lower.substring(0, separator);
        String characters = lower.substring(separator + 1);
        if (!Bech32.isData(characters)) {
            throw AddressForm.malformed(description(), text);
        }
        Bech32.Decoded decoded = Bech32.decode(stated, characters)
                .orElseThrow(() -> AddressForm.checksum("the checksum of bech32 or bech32m", text));
        if (!stated.equals(prefix)) {
            throw AddressForm.wrongNetwork("prefix " + prefix, text, "prefix " + stated);
        }
        byte[] data = decoded.data();
        int version = data.length == 0 ? -1 : data[0];
        Optional<byte[]> program = version < 0 ? Optional.empty() : Bech32.bytes(data, 1);
        if (version > WITNESS_VERSION_MAX
                || program.isEmpty()
                || program.get().length < PROGRAM_BYTES_MIN
                || program.get().length > PROGRAM_BYTES_MAX) {
            throw AddressForm.malformed("a witness version of 0 to 16 and a program of 2 to 40 bytes", text);
        }
        if (decoded.variant() != variant(version)) {
            throw AddressForm.checksum("bech32 for witness version 0, bech32m for all others", text);
        }
        if (!isProgram(version, program.get().length)) {
            throw AddressForm.malformed("a program of 20 or 32 bytes for witness version 0", text);
        }
        return lower;
    }

    private String hashAddress(String text) {
        byte[] payload =
                Base58Check.payload(text).orElseThrow(() -> AddressForm.checksum("the checksum of base58check", text));
        int version = payload.length == 0 ? -1 : payload[0] & 0xFF;
        if (payload.length != 1 + HASH_BYTES) {
            throw AddressForm.malformed("a version byte and " + HASH_BYTES + " bytes", text);
        }
        if (version != keyHashVersion && version != scriptHashVersion) {
            throw AddressForm.wrongNetwork(
                    "version byte " + keyHashVersion + " or " + scriptHashVersion, text, "version byte " + version);
        }
        return text;
    }

    private static boolean isPrefix(String text) {
        return Chains.known().stream()
                .anyMatch(
                        profile -> profile.addresses() instanceof BitcoinAddresses other && other.prefix.equals(text));
    }

    private static boolean isBase58(String text) {
        return text.length() >= BASE58_LENGTH_MIN && text.length() <= BASE58_LENGTH_MAX && Base58Check.isBase58(text);
    }

    private static Bech32.Variant variant(int version) {
        return version == 0 ? Bech32.Variant.BECH32 : Bech32.Variant.BECH32M;
    }
}
