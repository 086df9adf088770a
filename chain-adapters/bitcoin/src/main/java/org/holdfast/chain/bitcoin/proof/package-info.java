/** Proofs that a transaction stands in a block, for evidence: made from what is stored, checked without a node. */
@NullMarked
package org.holdfast.chain.bitcoin.proof;

import org.jspecify.annotations.NullMarked;
