@NullMarked
package org.holdfast.chain.app;

import org.jspecify.annotations.NullMarked;
