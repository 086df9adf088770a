package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key with which Bitcoin Core obscures its block files since version 28, so that virus scanners do not react to
 * texts in transactions. The eight bytes of {@code xor.dat}, in the same folder, are combined with each file by XOR,
 * repeated from its first byte. A key of zeros, or no such file, means plain files.
 */
@SuppressWarnings("ArrayRecordComponent") // Key bytes, never compared.
record ObfuscationKey(byte[] bytes) {
    static final String FILE = "xor.dat";
    static final ObfuscationKey NONE = new ObfuscationKey(new byte[0]);

    private static final int BYTES = 8;
    private static final String BLOCK_FILE = "blk[0-9]{5,}\\.dat";

    /** The key of a file. Throws {@code InputFaultException} where there is one that is no key. */
    static ObfuscationKey of(Path file) {
        Path key = file.toAbsolutePath().resolveSibling(FILE);
        if (!file.getFileName().toString().matches(BLOCK_FILE) || Files.notExists(key)) {
            return NONE;
        }
        try {
            if (Files.size(key) != BYTES) {
                throw fault(
                        "bitcoin.block-file.wrong-key",
                        "the key file of the block files is not a key",
                        key.toString(),
                        BYTES + " bytes",
                        Files.size(key) + " bytes");
            }
            return new ObfuscationKey(Files.readAllBytes(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes bytes plain that stand at this offset of their file; doing it twice undoes it. */
    void apply(byte[] text, long offset) {
        if (bytes.length == 0) {
            return;
        }
        for (int i = 0; i < text.length; i++) {
            text[i] ^= bytes[(int) ((offset + i) % bytes.length)];
        }
    }
}
