/** The check of the clock in front of Axon's claims. */
@NullMarked
package org.holdfast.freeze.app.watch.axon;

import org.jspecify.annotations.NullMarked;
