@NullMarked
package org.holdfast.kit.loop;

import org.jspecify.annotations.NullMarked;
