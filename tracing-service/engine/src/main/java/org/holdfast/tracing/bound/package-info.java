/** Bounds that hold under every policy that conserves value, for either model. */
@NullMarked
package org.holdfast.tracing.bound;

import org.jspecify.annotations.NullMarked;
