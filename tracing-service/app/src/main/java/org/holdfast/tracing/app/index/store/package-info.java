/** Indexes in mapped files. */
@NullMarked
package org.holdfast.tracing.app.index.store;

import org.jspecify.annotations.NullMarked;
