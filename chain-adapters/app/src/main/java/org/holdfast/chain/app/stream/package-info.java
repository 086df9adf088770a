/** Blocks as a stream of records, for a program that builds an index without a broker. */
@NullMarked
package org.holdfast.chain.app.stream;

import org.jspecify.annotations.NullMarked;
