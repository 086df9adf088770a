package org.holdfast.tracing.account.ledger;

import org.holdfast.tracing.index.IndexSnapshot;

/** An account index at one moment, until it is closed. */
public interface AccountSnapshot extends AccountIndex, IndexSnapshot {}
