/** Traced fees on their way into the coinbase transaction of their block. */
@NullMarked
package org.holdfast.tracing.output.fee;

import org.jspecify.annotations.NullMarked;
