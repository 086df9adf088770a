/** What is kept of a trace, and the ports that keep it. */
@NullMarked
package org.holdfast.tracing.app.trace.row;

import org.jspecify.annotations.NullMarked;
