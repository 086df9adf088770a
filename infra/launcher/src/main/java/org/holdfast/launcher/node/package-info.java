/** The node of this machine: its processes, directories, ports and tokens. */
@NullMarked
package org.holdfast.launcher.node;

import org.jspecify.annotations.NullMarked;
