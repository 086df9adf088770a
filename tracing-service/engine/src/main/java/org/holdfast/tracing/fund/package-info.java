/** The policies on the account model: how the traced part of one account's balance is paid out. */
@NullMarked
package org.holdfast.tracing.fund;

import org.jspecify.annotations.NullMarked;
