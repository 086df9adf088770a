/** The chain adapters as a program: reads blocks, checks them, publishes them. */
@NullMarked
package org.holdfast.chain.app;

import org.jspecify.annotations.NullMarked;
