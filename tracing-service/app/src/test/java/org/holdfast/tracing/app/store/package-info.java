/** Tests. */
@NullMarked
package org.holdfast.tracing.app.store;

import org.jspecify.annotations.NullMarked;
