/** Problem records, limits and parsing of requests. */
@NullMarked
package org.holdfast.kit.rest;

import org.jspecify.annotations.NullMarked;
