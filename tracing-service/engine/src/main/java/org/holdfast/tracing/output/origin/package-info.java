/** Backward traces over outputs: where the value of an output came from. */
@NullMarked
package org.holdfast.tracing.output.origin;

import org.jspecify.annotations.NullMarked;
