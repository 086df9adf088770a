/** What one case asks one exchange for in one asset, over all its requests: nothing is asked twice. */
@NullMarked
package org.holdfast.freeze.coverage;

import org.jspecify.annotations.NullMarked;
