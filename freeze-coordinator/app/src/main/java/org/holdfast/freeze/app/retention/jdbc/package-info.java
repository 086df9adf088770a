/** The tables that are trimmed, in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.retention.jdbc;

import org.jspecify.annotations.NullMarked;
