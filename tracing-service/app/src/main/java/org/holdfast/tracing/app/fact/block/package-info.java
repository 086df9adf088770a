/** Blocks as facts see them: of outputs and of ledger entries, arriving from the feed and leaving the index. */
@NullMarked
package org.holdfast.tracing.app.fact.block;

import org.jspecify.annotations.NullMarked;
