/** What every question shares: policies, labels, checks of limits and lists, and the monitor that can cancel. */
@NullMarked
package org.holdfast.tracing.question;

import org.jspecify.annotations.NullMarked;
