/** The HTTP interface for exchanges. */
@NullMarked
package org.holdfast.freeze.app.exchange.rest;

import org.jspecify.annotations.NullMarked;
