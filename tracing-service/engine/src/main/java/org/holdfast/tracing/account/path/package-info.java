/** Paths between accounts: connections without amounts. */
@NullMarked
package org.holdfast.tracing.account.path;

import org.jspecify.annotations.NullMarked;
