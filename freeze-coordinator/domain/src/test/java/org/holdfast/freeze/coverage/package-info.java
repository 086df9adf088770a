@NullMarked
package org.holdfast.freeze.coverage;

import org.jspecify.annotations.NullMarked;
