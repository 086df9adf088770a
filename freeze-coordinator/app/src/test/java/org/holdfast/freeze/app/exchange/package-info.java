/** Tests of the interface for exchanges. */
@NullMarked
package org.holdfast.freeze.app.exchange;

import org.jspecify.annotations.NullMarked;
