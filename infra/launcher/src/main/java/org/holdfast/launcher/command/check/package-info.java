/** How the node is: what the commands status and doctor find, with one model for both. */
@NullMarked
package org.holdfast.launcher.command.check;

import org.jspecify.annotations.NullMarked;
