/** Where value came from: traces against the direction of payment, and paths between two ends. */
@NullMarked
package org.holdfast.tracing.origin;

import org.jspecify.annotations.NullMarked;
