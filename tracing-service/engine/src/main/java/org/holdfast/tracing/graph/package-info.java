/** The transaction graph of one chain, as a trace reads it and as blocks extend it. */
@NullMarked
package org.holdfast.tracing.graph;

import org.jspecify.annotations.NullMarked;
