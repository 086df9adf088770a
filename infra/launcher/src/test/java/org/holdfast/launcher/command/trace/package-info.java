/** Tests. */
@NullMarked
package org.holdfast.launcher.command.trace;

import org.jspecify.annotations.NullMarked;
