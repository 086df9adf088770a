/** Commands that fill, rebuild and prove what is indexed. */
@NullMarked
package org.holdfast.launcher.command.index;

import org.jspecify.annotations.NullMarked;
