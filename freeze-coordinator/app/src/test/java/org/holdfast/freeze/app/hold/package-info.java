/** Tests of hold requests. */
@NullMarked
package org.holdfast.freeze.app.hold;

import org.jspecify.annotations.NullMarked;
