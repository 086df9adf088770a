/** How much can have reached a place under any policy that conserves value: policy-free bounds by maximum flow. */
@NullMarked
package org.holdfast.tracing.bound;

import org.jspecify.annotations.NullMarked;
