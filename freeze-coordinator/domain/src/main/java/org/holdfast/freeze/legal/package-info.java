/** What a hold may rest on: versioned legal data, each value with its source and its verification mark. */
@NullMarked
package org.holdfast.freeze.legal;

import org.jspecify.annotations.NullMarked;
