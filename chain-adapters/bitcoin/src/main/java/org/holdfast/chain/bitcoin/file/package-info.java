/** Blocks of files: found, put into chain order, checked. */
@NullMarked
package org.holdfast.chain.bitcoin.file;

import org.jspecify.annotations.NullMarked;
