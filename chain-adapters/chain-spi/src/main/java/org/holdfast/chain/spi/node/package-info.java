/** What adapters of every kind of chain need to speak to a node. */
@NullMarked
package org.holdfast.chain.spi.node;

import org.jspecify.annotations.NullMarked;
