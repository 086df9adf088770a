/** Traces in PostgreSQL. */
@NullMarked
package org.holdfast.tracing.app.trace.jdbc;

import org.jspecify.annotations.NullMarked;
