/** What differs between blockchain networks, as data: profiles, and the checks of their addresses. */
@NullMarked
package org.holdfast.primitives.chain;

import org.jspecify.annotations.NullMarked;
