/** The traced value that a walk over outputs holds, in flat memory: lots, shares, and the queue of transactions. */
@NullMarked
package org.holdfast.tracing.output.state;

import org.jspecify.annotations.NullMarked;
