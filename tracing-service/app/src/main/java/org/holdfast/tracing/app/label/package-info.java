/** Labels: which exchange an address belongs to, by which source. */
@NullMarked
package org.holdfast.tracing.app.label;

import org.jspecify.annotations.NullMarked;
