/** The freeze coordinator as a program. */
@NullMarked
package org.holdfast.freeze.app;

import org.jspecify.annotations.NullMarked;
