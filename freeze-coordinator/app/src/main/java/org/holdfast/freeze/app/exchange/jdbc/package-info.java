/** Inboxes and answers in PostgreSQL. */
@NullMarked
package org.holdfast.freeze.app.exchange.jdbc;

import org.jspecify.annotations.NullMarked;
