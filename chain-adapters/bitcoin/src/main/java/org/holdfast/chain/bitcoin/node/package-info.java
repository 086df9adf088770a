/** Bitcoin nodes as sources of blocks: what is asked of a node, and the protocols it is asked by. */
@NullMarked
package org.holdfast.chain.bitcoin.node;

import org.jspecify.annotations.NullMarked;
