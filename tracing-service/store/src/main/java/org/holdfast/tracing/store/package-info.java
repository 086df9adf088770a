/** The graph index of one chain: a journal of blocks on disk, and the graph in memory that it gives. */
@NullMarked
package org.holdfast.tracing.store;

import org.jspecify.annotations.NullMarked;
