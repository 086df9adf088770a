/** Indexes on disk; labels, traces and the outbox in PostgreSQL. */
@NullMarked
package org.holdfast.tracing.app.store;

import org.jspecify.annotations.NullMarked;
