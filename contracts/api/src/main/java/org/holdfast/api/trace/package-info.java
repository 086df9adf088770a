/** Requests and answers of the tracing service. Amounts are decimal text in base units. */
@NullMarked
package org.holdfast.api.trace;

import org.jspecify.annotations.NullMarked;
