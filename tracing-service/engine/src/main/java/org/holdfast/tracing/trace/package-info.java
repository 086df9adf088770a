/** Following value through the graph, and results that balance or do not exist. */
@NullMarked
package org.holdfast.tracing.trace;

import org.jspecify.annotations.NullMarked;
