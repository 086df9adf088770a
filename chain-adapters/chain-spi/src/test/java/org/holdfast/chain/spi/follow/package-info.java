@NullMarked
package org.holdfast.chain.spi.follow;

import org.jspecify.annotations.NullMarked;
