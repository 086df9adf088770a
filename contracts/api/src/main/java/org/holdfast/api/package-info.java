/** What the processes of this tree send one another as JSON. Amounts are decimal text in base units. */
@NullMarked
package org.holdfast.api;

import org.jspecify.annotations.NullMarked;
