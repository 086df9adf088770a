/** Blocks from an EVM node: JSON-RPC over HTTP and websocket, read by web3j, checked before anything is handed out. */
@NullMarked
package org.holdfast.chain.evm.node;

import org.jspecify.annotations.NullMarked;
