/** Results of every question as canonical JSON, with their digests. */
@NullMarked
package org.holdfast.tracing.written;

import org.jspecify.annotations.NullMarked;
