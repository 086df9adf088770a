/** The topic of facts as officers see it, and their acceptance of another one. */
@NullMarked
package org.holdfast.freeze.app.fact.rest;

import org.jspecify.annotations.NullMarked;
