@NullMarked
package org.holdfast.tracing.index;

import org.jspecify.annotations.NullMarked;
