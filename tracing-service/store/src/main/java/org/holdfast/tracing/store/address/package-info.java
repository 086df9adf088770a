/** Addresses in few bytes: codes, logs, and references to an address that the records already hold. */
@NullMarked
package org.holdfast.tracing.store.address;

import org.jspecify.annotations.NullMarked;
