/** Movements folded into balances, held against what contracts say, and who was touched by value. */
@NullMarked
package org.holdfast.chain.evm.ledger;

import org.jspecify.annotations.NullMarked;
