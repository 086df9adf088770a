/** Identifiers that Holdfast gives out, one type each: case, fact, hold, label, message, officer, trace, exchange. */
@NullMarked
package org.holdfast.primitives.id;

import org.jspecify.annotations.NullMarked;
