/** Who may do what at the broker and the database of a node. */
@NullMarked
package org.holdfast.launcher.node.security;

import org.jspecify.annotations.NullMarked;
