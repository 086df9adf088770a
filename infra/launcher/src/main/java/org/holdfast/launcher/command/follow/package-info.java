/** The command that follows a chain, and the report of the adapter that does it. */
@NullMarked
package org.holdfast.launcher.command.follow;

import org.jspecify.annotations.NullMarked;
