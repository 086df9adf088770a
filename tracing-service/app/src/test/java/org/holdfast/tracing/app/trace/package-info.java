/** Tests. */
@NullMarked
package org.holdfast.tracing.app.trace;

import org.jspecify.annotations.NullMarked;
