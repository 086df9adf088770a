/** Tests of statuses and of the parsing of requests. */
@NullMarked
package org.holdfast.kit.rest;

import org.jspecify.annotations.NullMarked;
