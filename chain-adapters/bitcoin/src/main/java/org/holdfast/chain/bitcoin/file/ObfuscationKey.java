package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.io.IOException;
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
    private static final String BLOCK_FILE = "blk[0-9]{5,}\\.dat(\\..*)?";
    private static final String ADVICE =
            "copy xor.dat from the node's blocks folder, together with its block files, and keep it beside them";

    /** The key of a file. Throws {@code InputFaultException} where there is one that is no key. */
    static ObfuscationKey of(Path file) {
        Path key = beside(file);
        if (!isBlockFile(file) || Files.notExists(key)) {
            return NONE;
        }
        try {
            if (Files.size(key) != BYTES) {
                throw fault(
                        "bitcoin.block-file.wrong-key",
                        "the key file of the block files is not a key",
                        key.toString(),
                        BYTES + " bytes",
                        Files.size(key) + " bytes",
                        ADVICE);
            }
            return new ObfuscationKey(Files.readAllBytes(key));
        } catch (IOException e) {
            throw BlockFiles.unreadable(key, "no right to read it");
        }
    }

    /** Whether a file has the name of a node's block file, and so is obscured where there is a key. */
    static boolean isBlockFile(Path file) {
        return file.getFileName().toString().matches(BLOCK_FILE);
    }

    /** A node's block file has no block under its key: the key is missing or another one. */
    static RuntimeException doesNotFit(Path file, String magic) {
        Path key = beside(file);
        String expected = magic + " somewhere in the file, after the key in " + key + " is applied";
        return Files.notExists(key)
                ? fault(
                        "bitcoin.block-file.key-missing",
                        "a block file seems to be obscured, and its key xor.dat is missing",
                        file.toString(),
                        expected,
                        "no such bytes, and no " + FILE,
                        ADVICE)
                : fault(
                        "bitcoin.block-file.wrong-key",
                        "the key in xor.dat does not fit a block file",
                        file.toString(),
                        expected,
                        "no such bytes",
                        ADVICE);
    }

    private static Path beside(Path file) {
        return file.toAbsolutePath().resolveSibling(FILE);
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
