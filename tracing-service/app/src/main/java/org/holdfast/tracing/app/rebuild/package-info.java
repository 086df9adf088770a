/** An index built from a stream of records, without the service and without a broker. */
@NullMarked
package org.holdfast.tracing.app.rebuild;

import org.jspecify.annotations.NullMarked;
