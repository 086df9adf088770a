/** Following value through the ledgers of an account chain, and results that balance or do not exist. */
@NullMarked
package org.holdfast.tracing.ledgertrace;

import org.jspecify.annotations.NullMarked;
