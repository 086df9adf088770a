/** The HTTP interface for officers. */
@NullMarked
package org.holdfast.freeze.app.hold.rest;

import org.jspecify.annotations.NullMarked;
