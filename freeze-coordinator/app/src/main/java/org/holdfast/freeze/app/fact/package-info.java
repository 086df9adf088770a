/** Facts from tracing. */
@NullMarked
package org.holdfast.freeze.app.fact;

import org.jspecify.annotations.NullMarked;
