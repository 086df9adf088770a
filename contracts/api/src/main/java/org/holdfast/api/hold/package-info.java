/** Requests and answers of the freeze coordinator's interfaces. Amounts are decimal digits of base units. */
@NullMarked
package org.holdfast.api.hold;

import org.jspecify.annotations.NullMarked;
