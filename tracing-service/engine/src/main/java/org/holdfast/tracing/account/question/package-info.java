/** What questions about accounts share: seeds and limits. */
@NullMarked
package org.holdfast.tracing.account.question;

import org.jspecify.annotations.NullMarked;
