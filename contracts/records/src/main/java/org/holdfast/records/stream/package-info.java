/** Records of a topic as one stream of bytes, for two programs that no broker stands between. */
@NullMarked
package org.holdfast.records.stream;

import org.jspecify.annotations.NullMarked;
