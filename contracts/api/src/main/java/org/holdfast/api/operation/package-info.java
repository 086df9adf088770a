/** What operators of the coordinator see and decide. */
@NullMarked
package org.holdfast.api.operation;

import org.jspecify.annotations.NullMarked;
