/** Tests. */
@NullMarked
package org.holdfast.launcher.command.node;

import org.jspecify.annotations.NullMarked;
