/** Thin shells of the domain for Axon. */
@NullMarked
package org.holdfast.freeze.app.axon;

import org.jspecify.annotations.NullMarked;
