/** Where one asset becomes another: swaps in pools, and bridges that carry an id on both sides. */
@NullMarked
package org.holdfast.chain.evm.conversion;

import org.jspecify.annotations.NullMarked;
