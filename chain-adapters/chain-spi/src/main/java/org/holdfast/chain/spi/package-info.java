/** The ports of chain adapters: where blocks come from, where they go, and how far a chain was published. */
@NullMarked
package org.holdfast.chain.spi;

import org.jspecify.annotations.NullMarked;
