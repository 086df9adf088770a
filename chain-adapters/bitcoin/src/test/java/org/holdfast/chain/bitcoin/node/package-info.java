/** Sources of blocks against a real node and against what lies in between. */
@NullMarked
package org.holdfast.chain.bitcoin.node;

import org.jspecify.annotations.NullMarked;
