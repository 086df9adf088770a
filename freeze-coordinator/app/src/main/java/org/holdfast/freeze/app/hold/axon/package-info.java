/** Hold requests in the event store. */
@NullMarked
package org.holdfast.freeze.app.hold.axon;

import org.jspecify.annotations.NullMarked;
