/** Events that a projection or the process could not process: they wait here, and stop no others. */
@NullMarked
package org.holdfast.freeze.app.parked;

import org.jspecify.annotations.NullMarked;
