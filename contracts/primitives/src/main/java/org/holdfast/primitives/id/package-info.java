/** Identifiers that Holdfast itself gives out, one type each: cases, facts, holds, labels, messages, officers, traces, exchanges. */
@NullMarked
package org.holdfast.primitives.id;

import org.jspecify.annotations.NullMarked;
