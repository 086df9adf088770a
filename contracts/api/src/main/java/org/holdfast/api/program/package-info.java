/** What the programs of this tree write for one another as JSON, other than over HTTP. */
@NullMarked
package org.holdfast.api.program;

import org.jspecify.annotations.NullMarked;
