/** What crosses a process boundary over HTTP: request and response records. Amounts are decimal text in base units. */
@NullMarked
package org.holdfast.api;

import org.jspecify.annotations.NullMarked;
