/** The ledgers of one account chain, as a trace reads them and as blocks extend them. */
@NullMarked
package org.holdfast.tracing.account;

import org.jspecify.annotations.NullMarked;
