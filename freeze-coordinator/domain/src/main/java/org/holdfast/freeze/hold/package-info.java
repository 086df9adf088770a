/** One hold request to one exchange or issuer, as pure functions over values. */
@NullMarked
package org.holdfast.freeze.hold;

import org.jspecify.annotations.NullMarked;
