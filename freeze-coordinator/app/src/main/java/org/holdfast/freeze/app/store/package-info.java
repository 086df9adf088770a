/** Tables of our own. */
@NullMarked
package org.holdfast.freeze.app.store;

import org.jspecify.annotations.NullMarked;
