/** Tests of chain profiles and addresses. */
@NullMarked
package org.holdfast.primitives.chain;

import org.jspecify.annotations.NullMarked;
