/** One Bitcoin block: parsed with bitcoinj, checked by itself, and turned into records. */
@NullMarked
package org.holdfast.chain.bitcoin.block;

import org.jspecify.annotations.NullMarked;
