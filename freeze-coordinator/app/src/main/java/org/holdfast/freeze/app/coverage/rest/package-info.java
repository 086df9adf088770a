/** The HTTP interface of facts that asked for nothing. */
@NullMarked
package org.holdfast.freeze.app.coverage.rest;

import org.jspecify.annotations.NullMarked;
