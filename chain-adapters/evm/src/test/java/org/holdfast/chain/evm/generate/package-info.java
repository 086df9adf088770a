/** EVM chains of our own making, as a node would tell them: for tests and benchmarks that need no node. */
@NullMarked
package org.holdfast.chain.evm.generate;

import org.jspecify.annotations.NullMarked;
