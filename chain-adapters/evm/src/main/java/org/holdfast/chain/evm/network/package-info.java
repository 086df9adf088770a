/** What differs between EVM chains: rewards, blob prices, and the contracts whose word is known. Data, no behaviour. */
@NullMarked
package org.holdfast.chain.evm.network;

import org.jspecify.annotations.NullMarked;
