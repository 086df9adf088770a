@NullMarked
package org.holdfast.freeze.legal;

import org.jspecify.annotations.NullMarked;
