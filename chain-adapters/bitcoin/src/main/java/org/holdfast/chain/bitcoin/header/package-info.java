/** Headers of a chain: links, difficulty, times and checkpoints. */
@NullMarked
package org.holdfast.chain.bitcoin.header;

import org.jspecify.annotations.NullMarked;
