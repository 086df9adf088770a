/** Bitcoin blocks: read from files, parsed with bitcoinj, checked, and turned into records. */
@NullMarked
package org.holdfast.chain.bitcoin;

import org.jspecify.annotations.NullMarked;
