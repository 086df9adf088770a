package org.holdfast.chain.evm.generate;

import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;

/**
 * A generated block as a node tells it.
 *
 * @param transactions how many
 * @param block what {@code eth_getBlockByHash} answers with whole transactions
 * @param receipts what {@code eth_getBlockReceipts} answers
 * @param calls what {@code debug_traceBlockByHash} answers with {@code callTracer}
 */
public record GeneratedBlock(
        BlockRef ref, BlockHash parent, int transactions, String block, String receipts, String calls) {}
