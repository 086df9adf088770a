package org.holdfast.freeze.app.fact.kafka;

import java.sql.SQLException;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Whose fault it is that a fact was not recorded, as far as the failure tells. */
enum FactFailure {
    /** The fact's own, now and later: its form, a constraint, a limit of the database (SQLSTATE classes 22, 23, 54). */
    REFUSED,
    /** The fact's own if it comes again: another writer, a statement or transaction that took too long, a defect. */
    REPEATED,
    /** Not the fact's: the database is away, full or locked. */
    ELSEWHERE;

    private static final int CAUSES_MAX = 20;
    private static final String STATEMENT_TOO_LONG = "57014";
    private static final String TRANSACTION_TOO_LONG = "25P04";

    static FactFailure of(Throwable failure) {
        boolean isDefect = true;
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof InputFaultException) {
                return REFUSED;
            }
            if (cause instanceof OptimisticLockingFailureException) {
                return REPEATED;
            }
            if (cause instanceof SQLException sql) {
                return of(sql.getSQLState());
            }
            isDefect &= !(cause instanceof DataAccessException || cause instanceof TransactionException);
            // A connection that is gone cannot be rolled back either; the first failure says why.
            cause = cause instanceof TransactionSystemException rollback
                    ? rollback.getOriginalException()
                    : cause.getCause();
        }
        return isDefect ? REPEATED : ELSEWHERE;
    }

    private static FactFailure of(@Nullable String state) {
        if (state == null) {
            return ELSEWHERE;
        }
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
            return REFUSED;
        }
        return state.startsWith("40") || state.equals(STATEMENT_TOO_LONG) || state.equals(TRANSACTION_TOO_LONG)
                ? REPEATED
                : ELSEWHERE;
    }
}
