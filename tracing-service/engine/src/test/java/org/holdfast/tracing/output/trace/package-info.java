@org.jspecify.annotations.NullMarked
package org.holdfast.tracing.output.trace;
