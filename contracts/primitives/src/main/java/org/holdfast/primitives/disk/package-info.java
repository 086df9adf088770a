/** Room on the disk that holds the data of a node. */
@NullMarked
package org.holdfast.primitives.disk;

import org.jspecify.annotations.NullMarked;
