/** Puts all rules together: one checked block in, its ledger out. */
@NullMarked
package org.holdfast.chain.evm.extract;

import org.jspecify.annotations.NullMarked;
