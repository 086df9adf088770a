package org.holdfast.chain.evm.node;

import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.ledger.StatedBalances;

/**
 * A verified block of a node.
 *
 * @param calls the calls inside its transactions
 * @param balances asks the node what tokens say after a block
 */
public record NodeBlock(EvmBlock block, BlockCalls calls, StatedBalances balances) {}
