/** Follows a chain: what to publish and what to retract, so that the topic becomes the source's active chain. */
@NullMarked
package org.holdfast.chain.spi.follow;

import org.jspecify.annotations.NullMarked;
