/** Parked events in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.parked.jdbc;

import org.jspecify.annotations.NullMarked;
