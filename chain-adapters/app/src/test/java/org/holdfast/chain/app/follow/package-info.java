@NullMarked
package org.holdfast.chain.app.follow;

import org.jspecify.annotations.NullMarked;
