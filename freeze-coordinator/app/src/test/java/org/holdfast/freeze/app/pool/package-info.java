/** Tests of shares of the connections. */
@NullMarked
package org.holdfast.freeze.app.pool;

import org.jspecify.annotations.NullMarked;
