/** Bitcoin nodes as sources of blocks; their protocols are in the packages below. */
@NullMarked
package org.holdfast.chain.bitcoin.node;

import org.jspecify.annotations.NullMarked;
