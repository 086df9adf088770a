/** Stores with a journal on disk and the index in memory: the reference for the mapped stores. */
@NullMarked
package org.holdfast.tracing.store.journal;

import org.jspecify.annotations.NullMarked;
