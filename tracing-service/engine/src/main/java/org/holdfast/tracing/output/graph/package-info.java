/** The port of the transaction graph of one output chain: a trace reads transactions, blocks extend them. */
@NullMarked
package org.holdfast.tracing.output.graph;

import org.jspecify.annotations.NullMarked;
