/** Doubles and contract tests of the ports, for every module that has an implementation. */
@NullMarked
package org.holdfast.chain.spi;

import org.jspecify.annotations.NullMarked;
