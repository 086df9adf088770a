/** A generated chain of any size, and the graph index beside its peers on it. */
@NullMarked
package org.holdfast.bench.graph;

import org.jspecify.annotations.NullMarked;
