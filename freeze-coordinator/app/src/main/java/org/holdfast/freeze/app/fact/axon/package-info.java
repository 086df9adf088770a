/** Facts in the event store. */
@NullMarked
package org.holdfast.freeze.app.fact.axon;

import org.jspecify.annotations.NullMarked;
