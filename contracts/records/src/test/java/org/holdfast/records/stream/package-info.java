@NullMarked
package org.holdfast.records.stream;

import org.jspecify.annotations.NullMarked;
