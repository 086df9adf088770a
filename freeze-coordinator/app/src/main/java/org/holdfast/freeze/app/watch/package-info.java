/** Clocks that wait and clocks that count, the check of an instance's clock, and what health knows of the database. */
@NullMarked
package org.holdfast.freeze.app.watch;

import org.jspecify.annotations.NullMarked;
