/** Comparison of routes with their interface description, for tests. */
@NullMarked
package org.holdfast.kit.contract;

import org.jspecify.annotations.NullMarked;
