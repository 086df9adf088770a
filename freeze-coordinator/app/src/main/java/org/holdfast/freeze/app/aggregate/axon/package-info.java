/** Stored events and event processors in Axon. */
@NullMarked
package org.holdfast.freeze.app.aggregate.axon;

import org.jspecify.annotations.NullMarked;
