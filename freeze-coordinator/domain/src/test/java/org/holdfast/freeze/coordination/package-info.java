@NullMarked
package org.holdfast.freeze.coordination;

import org.jspecify.annotations.NullMarked;
