/** Tests. */
@NullMarked
package org.holdfast.primitives.disk;

import org.jspecify.annotations.NullMarked;
