package org.holdfast.freeze.app.pool;

import java.time.Duration;

/**
 * One share of the connections. Each has a pool of its own, so that long lists of officers keep no exchange, no
 * processor and no look of the watch waiting.
 */
public enum PoolShare {
    /** Events, clocks, facts, and everything that is not a request. */
    PROCESSING(8, Duration.ofSeconds(30), Duration.ofSeconds(10)),
    OFFICERS(6, Duration.ofSeconds(5), Duration.ofSeconds(3)),
    EXCHANGES(4, Duration.ofSeconds(5), Duration.ofSeconds(3)),
    /** The looks of health and of the check of the clock; one at a time. */
    WATCH(1, Duration.ofSeconds(2), Duration.ofSeconds(1));

    /** How long a caller waits for a connection of its share. */
    static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(3);

    /** A transaction that hangs would hold every reader of events back, because of the gate on transaction ids. */
    private static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(10);

    private static final Duration TRANSACTION_MAX = Duration.ofSeconds(45);
    /** Added to the bound of a statement: only a server that says nothing at all reaches it. */
    private static final Duration SILENCE_AFTER_STATEMENT = Duration.ofSeconds(3);

    private final int connectionsMax;
    private final Duration statementMax;
    private final Duration lockWaitMax;

    PoolShare(int connectionsMax, Duration statementMax, Duration lockWaitMax) {
        this.connectionsMax = connectionsMax;
        this.statementMax = statementMax;
        this.lockWaitMax = lockWaitMax;
    }

    int connectionsMax() {
        return connectionsMax;
    }

    /** How long the driver waits for an answer of the server. */
    Duration silenceMax() {
        return statementMax.plus(SILENCE_AFTER_STATEMENT);
    }

    /** What each new connection is told. */
    String settings() {
        return ("set statement_timeout = %d; set lock_timeout = %d;"
                        + " set idle_in_transaction_session_timeout = %d; set transaction_timeout = %d")
                .formatted(
                        statementMax.toMillis(),
                        lockWaitMax.toMillis(),
                        IDLE_IN_TRANSACTION_MAX.toMillis(),
                        TRANSACTION_MAX.toMillis());
    }
}
