/** Access control and problem records of the HTTP interfaces. */
@NullMarked
package org.holdfast.freeze.app.access.rest;

import org.jspecify.annotations.NullMarked;
