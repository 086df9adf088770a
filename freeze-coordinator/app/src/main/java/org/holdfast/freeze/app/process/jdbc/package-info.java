/** Processes with a refused command in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.process.jdbc;

import org.jspecify.annotations.NullMarked;
