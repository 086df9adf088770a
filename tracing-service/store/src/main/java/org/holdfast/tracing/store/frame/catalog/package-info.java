/** Mapped indexes by chain: opening, discarding and replacing them. */
@NullMarked
package org.holdfast.tracing.store.frame.catalog;

import org.jspecify.annotations.NullMarked;
