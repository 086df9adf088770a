/** Tests. */
@NullMarked
package org.holdfast.launcher.command.demo;

import org.jspecify.annotations.NullMarked;
