/** What the calls of a block did, in one tree whatever a node writes: geth's call tracer or parity's flat traces. */
@NullMarked
package org.holdfast.chain.evm.call;

import org.jspecify.annotations.NullMarked;
