/** What all commands share: common options and the terminal. */
@NullMarked
package org.holdfast.launcher.command;

import org.jspecify.annotations.NullMarked;
