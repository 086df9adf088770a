/** Connections to the database, in shares that do not starve one another. */
@NullMarked
package org.holdfast.freeze.app.pool;

import org.jspecify.annotations.NullMarked;
