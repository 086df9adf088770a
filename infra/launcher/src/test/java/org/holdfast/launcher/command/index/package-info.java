/** Tests. */
@NullMarked
package org.holdfast.launcher.command.index;

import org.jspecify.annotations.NullMarked;
