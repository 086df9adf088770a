/** Headers, transactions, receipts and logs in their consensus coding, and the check that they belong together. */
@NullMarked
package org.holdfast.chain.evm.block;

import org.jspecify.annotations.NullMarked;
