/** Tests. */
@NullMarked
package org.holdfast.launcher.command.hold;

import org.jspecify.annotations.NullMarked;
