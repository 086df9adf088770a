/** The tracing service as a program. */
@NullMarked
package org.holdfast.tracing.app;

import org.jspecify.annotations.NullMarked;
