/** The ends of a trace over outputs, in flat memory until they are read. */
@NullMarked
package org.holdfast.tracing.output.end;

import org.jspecify.annotations.NullMarked;
