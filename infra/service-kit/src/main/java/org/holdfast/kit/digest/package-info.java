/** SHA-256 digests. */
@NullMarked
package org.holdfast.kit.digest;

import org.jspecify.annotations.NullMarked;
