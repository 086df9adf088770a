/** The replay of read models, for officers. */
@NullMarked
package org.holdfast.freeze.app.aggregate.rest;

import org.jspecify.annotations.NullMarked;
