/** Commands that start, stop and examine the node. */
@NullMarked
package org.holdfast.launcher.command.node;

import org.jspecify.annotations.NullMarked;
