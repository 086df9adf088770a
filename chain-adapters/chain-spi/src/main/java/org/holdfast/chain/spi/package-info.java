/** What every chain adapter shares: the shape of a checked block, and the port it is published through. */
@NullMarked
package org.holdfast.chain.spi;

import org.jspecify.annotations.NullMarked;
