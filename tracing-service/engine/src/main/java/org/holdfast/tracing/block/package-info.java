/** The blocks that an index of either model holds: runs of blocks, and the reasons to refuse a block. */
@NullMarked
package org.holdfast.tracing.block;

import org.jspecify.annotations.NullMarked;
