/** Forward traces over accounts, and results that balance. */
@NullMarked
package org.holdfast.tracing.account.trace;

import org.jspecify.annotations.NullMarked;
