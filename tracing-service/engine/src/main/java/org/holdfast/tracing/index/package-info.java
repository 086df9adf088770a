/** Ports of an index of one chain, whatever its model of value: blocks, snapshots, checks, sizes, replacement. */
@NullMarked
package org.holdfast.tracing.index;

import org.jspecify.annotations.NullMarked;
