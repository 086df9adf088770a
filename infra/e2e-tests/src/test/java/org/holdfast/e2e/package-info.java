/** Scenarios against the command as it is shipped: real processes, real servers, real kills. */
@NullMarked
package org.holdfast.e2e;

import org.jspecify.annotations.NullMarked;
