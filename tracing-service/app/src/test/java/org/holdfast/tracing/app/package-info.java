/** Tests. */
@NullMarked
package org.holdfast.tracing.app;

import org.jspecify.annotations.NullMarked;
