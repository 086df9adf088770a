/** A throw-away aggregate that shows the steps of "How to add an aggregate"; it is in no program. */
@NullMarked
package org.holdfast.freeze.memo;

import org.jspecify.annotations.NullMarked;
