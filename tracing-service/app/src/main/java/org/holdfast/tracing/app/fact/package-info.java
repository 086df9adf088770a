/** Facts for the coordinator: what a trace found, and what it rests on. */
@NullMarked
package org.holdfast.tracing.app.fact;

import org.jspecify.annotations.NullMarked;
