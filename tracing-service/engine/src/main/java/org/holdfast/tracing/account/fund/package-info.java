/** The seven policies on accounts: how the traced part of one balance is paid out. */
@NullMarked
package org.holdfast.tracing.account.fund;

import org.jspecify.annotations.NullMarked;
