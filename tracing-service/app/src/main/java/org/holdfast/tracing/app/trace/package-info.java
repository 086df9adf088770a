/** Traces as they are asked for and answered. */
@NullMarked
package org.holdfast.tracing.app.trace;

import org.jspecify.annotations.NullMarked;
