/** Tests. */
@NullMarked
package org.holdfast.launcher.node;

import org.jspecify.annotations.NullMarked;
