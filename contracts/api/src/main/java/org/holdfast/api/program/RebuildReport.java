package org.holdfast.api.program;

/**
 * What an index holds that was rebuilt from block files. The rebuild program prints it on standard output.
 *
 * @param chain CAIP-2
 * @param height of the last block
 * @param hash of the last block
 */
public record RebuildReport(String chain, long blocks, long transactions, long outputs, long height, String hash) {}
