/** Commands that trace value and label addresses. */
@NullMarked
package org.holdfast.launcher.command.trace;

import org.jspecify.annotations.NullMarked;
