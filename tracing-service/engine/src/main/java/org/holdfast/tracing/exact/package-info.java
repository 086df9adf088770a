/** Exact arithmetic: rationals, division by largest remainder, sums of shares, and the check that a result balances. */
@NullMarked
package org.holdfast.tracing.exact;

import org.jspecify.annotations.NullMarked;
