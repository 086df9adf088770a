/** Tests of the service kit. */
@NullMarked
package org.holdfast.kit;

import org.jspecify.annotations.NullMarked;
