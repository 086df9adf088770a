/** Other ways to do a part of the work, measured in the same run. */
@NullMarked
package org.holdfast.bench.peer;

import org.jspecify.annotations.NullMarked;
