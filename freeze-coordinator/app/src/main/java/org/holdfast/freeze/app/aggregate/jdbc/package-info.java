/** Read models that are built again, in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.aggregate.jdbc;

import org.jspecify.annotations.NullMarked;
