/** The list of hold requests in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.hold.jdbc;

import org.jspecify.annotations.NullMarked;
