/** Checks of the repository itself; each is shown to catch what it is for. */
@NullMarked
package org.holdfast.testkit.house;

import org.jspecify.annotations.NullMarked;
