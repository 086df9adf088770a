/** Backward traces over accounts: where the value of a deposit came from. */
@NullMarked
package org.holdfast.tracing.account.origin;

import org.jspecify.annotations.NullMarked;
