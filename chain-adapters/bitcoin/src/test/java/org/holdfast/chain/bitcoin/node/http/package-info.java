/** The requests to a node over HTTP, and its answers in trouble. */
@org.jspecify.annotations.NullMarked
package org.holdfast.chain.bitcoin.node.http;
