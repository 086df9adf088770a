/** Tests. */
@NullMarked
package org.holdfast.launcher.command;

import org.jspecify.annotations.NullMarked;
