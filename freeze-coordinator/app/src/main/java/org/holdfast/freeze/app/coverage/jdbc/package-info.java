/** Facts that asked for nothing, in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.coverage.jdbc;

import org.jspecify.annotations.NullMarked;
