@NullMarked
package org.holdfast.freeze.hold;

import org.jspecify.annotations.NullMarked;
