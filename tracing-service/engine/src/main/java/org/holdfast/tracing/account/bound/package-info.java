/** The flow network of an account chain. */
@NullMarked
package org.holdfast.tracing.account.bound;

import org.jspecify.annotations.NullMarked;
