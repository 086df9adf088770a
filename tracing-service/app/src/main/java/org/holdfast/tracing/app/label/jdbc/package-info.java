/** Labels in PostgreSQL. */
@NullMarked
package org.holdfast.tracing.app.label.jdbc;

import org.jspecify.annotations.NullMarked;
