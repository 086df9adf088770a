/**
 * Benchmarks: what import, index and trace cost, each with a peer in the same run. Wiring code: here the real clock
 * and real randomness are used.
 */
@NullMarked
package org.holdfast.bench;

import org.jspecify.annotations.NullMarked;
