/** The port of the ledgers of one account chain: a trace reads movements, blocks extend them. */
@NullMarked
package org.holdfast.tracing.account.ledger;

import org.jspecify.annotations.NullMarked;
