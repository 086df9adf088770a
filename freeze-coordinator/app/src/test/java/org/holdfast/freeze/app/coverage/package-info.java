@NullMarked
package org.holdfast.freeze.app.coverage;

import org.jspecify.annotations.NullMarked;
