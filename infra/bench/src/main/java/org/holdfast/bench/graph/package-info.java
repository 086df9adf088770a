/** A generated chain of any size, the graph index on it, and its peers. */
@NullMarked
package org.holdfast.bench.graph;

import org.jspecify.annotations.NullMarked;
