/** A small service on the kit, and its tests over HTTP. */
@NullMarked
package org.holdfast.kit.small;

import org.jspecify.annotations.NullMarked;
