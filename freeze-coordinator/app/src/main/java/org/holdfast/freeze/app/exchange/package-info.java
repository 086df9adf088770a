/** The inbox of an exchange and its answers. */
@NullMarked
package org.holdfast.freeze.app.exchange;

import org.jspecify.annotations.NullMarked;
