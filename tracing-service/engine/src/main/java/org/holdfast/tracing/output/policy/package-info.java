/** The seven policies on outputs: how traced value passes through one transaction. */
@NullMarked
package org.holdfast.tracing.output.policy;

import org.jspecify.annotations.NullMarked;
