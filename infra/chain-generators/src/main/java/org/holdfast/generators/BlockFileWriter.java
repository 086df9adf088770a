package org.holdfast.generators;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Mines regtest blocks one after the other into a file in Bitcoin Core's block file format, genesis first. */
public final class BlockFileWriter implements AutoCloseable {
    /** The four bytes before each block of regtest, big endian. */
    private static final int MAGIC = 0xFABFB5DA;

    private static final long SUBSIDY = 5_000_000_000L;
    private static final int HALVING = 150;
    private static final long GENESIS_TIME = 1_296_688_602L;
    private static final int SECONDS_BETWEEN = 600;
    /** The genesis block of regtest, as every node has it. */
    private static final String GENESIS =
            "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27a"
                    + "c72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4adae5494dffff7f200200000001010000000100000000"
                    + "00000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d01044554686520"
                    + "54696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f"
                    + "6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe55482719"
                    + "67f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b"
                    + "8d578a4c702b6bf11d5fac00000000";

    private final OutputStream out;
    private byte[] tip;
    private long height;

    public BlockFileWriter(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        byte[] genesis = HexFormat.of().parseHex(GENESIS);
        tip = RawBlock.doubleSha(java.util.Arrays.copyOf(genesis, 80));
        write(genesis);
    }

    /** Height of the next block. */
    public long nextHeight() {
        return height + 1;
    }

    /** Mines the next block; the coinbase pays subsidy and fees to the script. Returns the coinbase. */
    public RawTransaction mine(List<RawTransaction> transactions, long fees, byte[] minerScript) throws IOException {
        height++;
        var coinbase = RawTransaction.coinbase(height, subsidy(height) + fees, minerScript);
        var all = new ArrayList<RawTransaction>(transactions.size() + 1);
        all.add(coinbase);
        all.addAll(transactions);
        RawBlock block = RawBlock.mine(tip, GENESIS_TIME + height * SECONDS_BETWEEN, all);
        tip = block.hash();
        write(block.bytes());
        return coinbase;
    }

    public static long subsidy(long height) {
        long halvings = height / HALVING;
        return halvings >= 63 ? 0 : SUBSIDY >> halvings;
    }

    private void write(byte[] block) throws IOException {
        var frame = new ByteArrayOutputStream(8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(MAGIC >>> shift);
        }
        RawTransaction.little(frame, block.length, 4);
        out.write(frame.toByteArray());
        out.write(block);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
