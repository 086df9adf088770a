/** Merkle-Patricia tries: roots, proofs and their verification (Yellow Paper, appendix D). */
@NullMarked
package org.holdfast.chain.evm.trie;

import org.jspecify.annotations.NullMarked;
