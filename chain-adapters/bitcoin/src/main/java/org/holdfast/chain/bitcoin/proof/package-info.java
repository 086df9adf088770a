/** Proofs that a block contains a transaction, for evidence: made from stored records, checked without a node. */
@NullMarked
package org.holdfast.chain.bitcoin.proof;

import org.jspecify.annotations.NullMarked;
