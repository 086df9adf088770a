/** Tests. */
@NullMarked
package org.holdfast.launcher.command.check;

import org.jspecify.annotations.NullMarked;
