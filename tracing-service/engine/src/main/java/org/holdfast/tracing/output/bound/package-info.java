/** The flow network of an output chain. */
@NullMarked
package org.holdfast.tracing.output.bound;

import org.jspecify.annotations.NullMarked;
