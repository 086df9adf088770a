/** Tests of parked events. */
@NullMarked
package org.holdfast.freeze.app.parked;

import org.jspecify.annotations.NullMarked;
