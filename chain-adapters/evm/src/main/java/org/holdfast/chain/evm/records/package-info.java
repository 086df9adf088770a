/** A block's ledger as the records that are published. */
@NullMarked
package org.holdfast.chain.evm.records;

import org.jspecify.annotations.NullMarked;
