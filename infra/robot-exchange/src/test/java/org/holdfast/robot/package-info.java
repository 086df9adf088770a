/** Tests. */
@NullMarked
package org.holdfast.robot;

import org.jspecify.annotations.NullMarked;
