/** Valid regtest chains from a seed, always the same bytes: for the demonstration, benchmarks and tests. */
@NullMarked
package org.holdfast.generators;

import org.jspecify.annotations.NullMarked;
