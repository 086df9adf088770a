/** The interfaces for officers and exchanges. */
@NullMarked
package org.holdfast.freeze.app.rest;

import org.jspecify.annotations.NullMarked;
