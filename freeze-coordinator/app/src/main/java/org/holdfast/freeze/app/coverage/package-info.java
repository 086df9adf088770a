/** What each case asks each exchange for, over all requests. */
@NullMarked
package org.holdfast.freeze.app.coverage;

import org.jspecify.annotations.NullMarked;
