/** Health: what a service or an adapter reports about itself. */
@NullMarked
package org.holdfast.api.health;

import org.jspecify.annotations.NullMarked;
