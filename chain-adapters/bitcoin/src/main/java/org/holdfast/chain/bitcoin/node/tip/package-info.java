/** Signs that a node has a new tip. */
@NullMarked
package org.holdfast.chain.bitcoin.node.tip;

import org.jspecify.annotations.NullMarked;
