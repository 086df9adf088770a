/** What every mapped index has: entries of blocks, committed state, snapshots, recovery, replacement. */
@NullMarked
package org.holdfast.tracing.store.frame;

import org.jspecify.annotations.NullMarked;
