@NullMarked
package org.holdfast.kit.kafka;

import org.jspecify.annotations.NullMarked;
