/** Callers, their rights, and the parts that every HTTP interface shares. */
@NullMarked
package org.holdfast.freeze.app.access;

import org.jspecify.annotations.NullMarked;
