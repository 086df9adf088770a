/** The ledgers of a chain of accounts in mapped files. */
@NullMarked
package org.holdfast.tracing.store.ledger;

import org.jspecify.annotations.NullMarked;
