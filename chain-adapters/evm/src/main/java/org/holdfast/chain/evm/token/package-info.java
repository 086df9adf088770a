/** Tokens told by logs: fungible ones, collectibles, both in one contract, and wrapped native value. */
@NullMarked
package org.holdfast.chain.evm.token;

import org.jspecify.annotations.NullMarked;
