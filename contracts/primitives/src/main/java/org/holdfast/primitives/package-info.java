/**
 * Words of the field as value types: identifiers, amounts, places in a chain. Depends on the JDK and JSpecify only; no
 * clock, no randomness, no floating point.
 */
@NullMarked
package org.holdfast.primitives;

import org.jspecify.annotations.NullMarked;
