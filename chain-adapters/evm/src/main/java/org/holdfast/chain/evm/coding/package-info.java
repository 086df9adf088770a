/** Bytes, addresses, RLP and Keccak-256: how an EVM chain writes things down. */
@NullMarked
package org.holdfast.chain.evm.coding;

import org.jspecify.annotations.NullMarked;
