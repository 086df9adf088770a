/** The doctrines by which traced value passes through one transaction. */
@NullMarked
package org.holdfast.tracing.policy;

import org.jspecify.annotations.NullMarked;
