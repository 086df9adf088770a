/** From a checked block to every movement of value in it, in an order that does not depend on who asks. */
@NullMarked
package org.holdfast.chain.evm.movement;

import org.jspecify.annotations.NullMarked;
