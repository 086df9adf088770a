/** Facts in PostgreSQL: the outbox, and what of their basis is gone. */
@NullMarked
package org.holdfast.tracing.app.fact.jdbc;

import org.jspecify.annotations.NullMarked;
