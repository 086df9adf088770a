/** The index of a chain of outputs in mapped files. */
@NullMarked
package org.holdfast.tracing.store.graph;

import org.jspecify.annotations.NullMarked;
