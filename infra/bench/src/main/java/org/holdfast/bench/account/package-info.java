/** Account ledgers: a generated chain of them, and the peer of the account index. */
@NullMarked
package org.holdfast.bench.account;

import org.jspecify.annotations.NullMarked;
