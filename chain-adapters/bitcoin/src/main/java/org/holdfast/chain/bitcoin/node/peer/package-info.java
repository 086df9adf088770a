/** Blocks from peers of the network. */
@NullMarked
package org.holdfast.chain.bitcoin.node.peer;

import org.jspecify.annotations.NullMarked;
