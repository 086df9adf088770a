/** What a request knows of its tracing fact: the blocks of its transactions, and whether the fact stands. */
@NullMarked
package org.holdfast.freeze.hold.fact;

import org.jspecify.annotations.NullMarked;
