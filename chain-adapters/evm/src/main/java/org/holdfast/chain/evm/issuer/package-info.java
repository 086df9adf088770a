/** Issuers' powers over their tokens, and the wallets in which they prepare to use them. */
@NullMarked
package org.holdfast.chain.evm.issuer;

import org.jspecify.annotations.NullMarked;
