/** Facts in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.fact.jdbc;

import org.jspecify.annotations.NullMarked;
