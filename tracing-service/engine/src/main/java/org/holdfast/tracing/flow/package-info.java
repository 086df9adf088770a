/** A flow network and its maximum flow: the least and the most that can reach a set of destinations. */
@NullMarked
package org.holdfast.tracing.flow;

import org.jspecify.annotations.NullMarked;
