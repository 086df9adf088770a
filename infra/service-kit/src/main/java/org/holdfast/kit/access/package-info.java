/** Callers, their roles and permissions, and the file of accepted tokens. */
@NullMarked
package org.holdfast.kit.access;

import org.jspecify.annotations.NullMarked;
