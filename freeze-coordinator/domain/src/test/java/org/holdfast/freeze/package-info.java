@NullMarked
package org.holdfast.freeze;

import org.jspecify.annotations.NullMarked;
