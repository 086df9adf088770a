/** Stored blocks found by height, for proofs. */
@NullMarked
package org.holdfast.chain.app.proof;

import org.jspecify.annotations.NullMarked;
