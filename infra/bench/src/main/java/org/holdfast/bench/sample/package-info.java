/** Samples, rows and tables: how figures are taken and printed. */
@NullMarked
package org.holdfast.bench.sample;

import org.jspecify.annotations.NullMarked;
