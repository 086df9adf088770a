/** The index of each chain: how far it is, and whether it is sound. */
@NullMarked
package org.holdfast.api.index;

import org.jspecify.annotations.NullMarked;
