/** Background loops that survive failures, and their health. */
@NullMarked
package org.holdfast.kit.loop;

import org.jspecify.annotations.NullMarked;
