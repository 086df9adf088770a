/** Labels: what sources say about addresses. */
@NullMarked
package org.holdfast.api.label;

import org.jspecify.annotations.NullMarked;
