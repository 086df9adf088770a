/** Tests of the comparison of routes. */
@NullMarked
package org.holdfast.kit.contract;

import org.jspecify.annotations.NullMarked;
