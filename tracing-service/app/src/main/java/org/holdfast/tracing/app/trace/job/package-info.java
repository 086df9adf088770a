/** Traces that wait and run: queue, workers, bounds. */
@NullMarked
package org.holdfast.tracing.app.trace.job;

import org.jspecify.annotations.NullMarked;
