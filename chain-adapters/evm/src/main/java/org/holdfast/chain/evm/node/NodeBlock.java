package org.holdfast.chain.evm.node;

import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.call.BlockCalls;

/** A verified block of a node, with the calls inside its transactions. */
public record NodeBlock(EvmBlock block, BlockCalls calls) {}
