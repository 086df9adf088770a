/** Tests of the stored form of events. */
@NullMarked
package org.holdfast.freeze.app.aggregate.axon;

import org.jspecify.annotations.NullMarked;
