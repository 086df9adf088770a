/** What the service does with a question: run it, keep the answer, tell what follows from it. */
@NullMarked
package org.holdfast.tracing.app.trace;

import org.jspecify.annotations.NullMarked;
