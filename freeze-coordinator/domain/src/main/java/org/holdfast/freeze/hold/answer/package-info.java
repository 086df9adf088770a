/** The answer of an exchange to the lines of a request. */
@NullMarked
package org.holdfast.freeze.hold.answer;

import org.jspecify.annotations.NullMarked;
