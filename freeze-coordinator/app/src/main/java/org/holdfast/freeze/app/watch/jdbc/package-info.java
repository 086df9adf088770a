/** What the watch asks PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.watch.jdbc;

import org.jspecify.annotations.NullMarked;
