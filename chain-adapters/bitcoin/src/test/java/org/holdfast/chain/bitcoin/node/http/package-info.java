/** Tests of what is said to a node over HTTP. */
@org.jspecify.annotations.NullMarked
package org.holdfast.chain.bitcoin.node.http;
