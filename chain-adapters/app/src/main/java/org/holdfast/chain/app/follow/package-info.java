/** Follows a chain's tip: asks a source on one thread, publishes on another, and says how it goes. */
@NullMarked
package org.holdfast.chain.app.follow;

import org.jspecify.annotations.NullMarked;
