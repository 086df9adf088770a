/** Logs of contracts: what their signatures hash to, and strict reading of what they carry. */
@NullMarked
package org.holdfast.chain.evm.event;

import org.jspecify.annotations.NullMarked;
