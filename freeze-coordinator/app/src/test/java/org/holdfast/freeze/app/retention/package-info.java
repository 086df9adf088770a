/** Tests of what is kept for a time only. */
@NullMarked
package org.holdfast.freeze.app.retention;

import org.jspecify.annotations.NullMarked;
