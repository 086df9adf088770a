/** Files of an index: mapped records, table of ids, mark, names, faults. */
@NullMarked
package org.holdfast.tracing.store.frame.file;

import org.jspecify.annotations.NullMarked;
