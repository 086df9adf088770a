@NullMarked
package org.holdfast.chain.app.proof;

import org.jspecify.annotations.NullMarked;
