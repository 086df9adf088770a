/** The command line: its start, its root command and its exit codes. */
@NullMarked
package org.holdfast.launcher;

import org.jspecify.annotations.NullMarked;
