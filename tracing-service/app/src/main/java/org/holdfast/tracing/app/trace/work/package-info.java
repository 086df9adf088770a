/** The work of one trace: the engine over one snapshot of an index. */
@NullMarked
package org.holdfast.tracing.app.trace.work;

import org.jspecify.annotations.NullMarked;
