/** Tests of clocks and of the watch. */
@NullMarked
package org.holdfast.freeze.app.watch;

import org.jspecify.annotations.NullMarked;
