/** The shape that every aggregate has: commands, events, states and refusals around two pure functions. */
@NullMarked
package org.holdfast.freeze.decider;

import org.jspecify.annotations.NullMarked;
