@NullMarked
package org.holdfast.tracing.app.rebuild;

import org.jspecify.annotations.NullMarked;
