/** Where value in accounts came from: traces against the direction of payment, and paths between two ends. */
@NullMarked
package org.holdfast.tracing.ledgerorigin;

import org.jspecify.annotations.NullMarked;
