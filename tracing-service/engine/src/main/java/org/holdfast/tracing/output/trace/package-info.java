/** Forward traces over outputs, and results that balance. */
@NullMarked
package org.holdfast.tracing.output.trace;

import org.jspecify.annotations.NullMarked;
