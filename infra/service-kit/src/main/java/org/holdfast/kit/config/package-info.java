/** The parts of the kit as Spring beans. */
@NullMarked
package org.holdfast.kit.config;

import org.jspecify.annotations.NullMarked;
