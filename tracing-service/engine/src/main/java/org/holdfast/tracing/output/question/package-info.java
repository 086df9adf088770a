/** What questions about outputs share: seeds and limits. */
@NullMarked
package org.holdfast.tracing.output.question;

import org.jspecify.annotations.NullMarked;
