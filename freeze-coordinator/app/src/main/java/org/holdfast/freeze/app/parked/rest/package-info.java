/** Parked events as officers see and decide them. */
@NullMarked
package org.holdfast.freeze.app.parked.rest;

import org.jspecify.annotations.NullMarked;
