@NullMarked
package org.holdfast.chain.app.kafka;

import org.jspecify.annotations.NullMarked;
