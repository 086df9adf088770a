/** Reads blocks, transactions and receipts in the JSON of a node's answers. */
@NullMarked
package org.holdfast.chain.evm.node.json;

import org.jspecify.annotations.NullMarked;
