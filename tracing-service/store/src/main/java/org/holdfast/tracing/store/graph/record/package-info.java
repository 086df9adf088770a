/** Records of transactions: layout, writer, reader, checksum. */
@NullMarked
package org.holdfast.tracing.store.graph.record;

import org.jspecify.annotations.NullMarked;
