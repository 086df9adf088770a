/** Paths between outputs: connections without amounts. */
@NullMarked
package org.holdfast.tracing.output.path;

import org.jspecify.annotations.NullMarked;
