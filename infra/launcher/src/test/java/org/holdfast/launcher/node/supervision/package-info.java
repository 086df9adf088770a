/** Tests. */
@NullMarked
package org.holdfast.launcher.node.supervision;

import org.jspecify.annotations.NullMarked;
