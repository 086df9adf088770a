/** Indexes of chains: records of the topic put together to blocks, and appended. */
@NullMarked
package org.holdfast.tracing.app.index;

import org.jspecify.annotations.NullMarked;
