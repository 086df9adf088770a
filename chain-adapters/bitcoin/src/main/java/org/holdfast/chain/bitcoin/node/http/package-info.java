/** Nodes that answer over HTTP: JSON-RPC and REST. */
@NullMarked
package org.holdfast.chain.bitcoin.node.http;

import org.jspecify.annotations.NullMarked;
