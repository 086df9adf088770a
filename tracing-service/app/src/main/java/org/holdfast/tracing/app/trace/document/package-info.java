/** Results in the forms in which they are kept and answered. */
@NullMarked
package org.holdfast.tracing.app.trace.document;

import org.jspecify.annotations.NullMarked;
