/** Tests. */
@NullMarked
package org.holdfast.launcher.command.follow;

import org.jspecify.annotations.NullMarked;
