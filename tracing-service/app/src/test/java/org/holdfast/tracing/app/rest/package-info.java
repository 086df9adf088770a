/** Tests. */
@NullMarked
package org.holdfast.tracing.app.rest;

import org.jspecify.annotations.NullMarked;
