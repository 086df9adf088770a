/** Tests. */
@NullMarked
package org.holdfast.freeze.app;

import org.jspecify.annotations.NullMarked;
