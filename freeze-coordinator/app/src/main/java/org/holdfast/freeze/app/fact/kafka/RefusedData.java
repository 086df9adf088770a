package org.holdfast.freeze.app.fact.kafka;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Data that the database refuses, now and later: its form or a constraint (SQLSTATE classes 22 and 23). */
final class RefusedData {
    private static final int CAUSES_MAX = 20;

    private RefusedData() {}

    static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof SQLException sql && refused(sql.getSQLState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean refused(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
