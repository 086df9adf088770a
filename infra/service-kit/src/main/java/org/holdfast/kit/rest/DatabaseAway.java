package org.holdfast.kit.rest;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that does not serve now from a statement that is wrong. */
final class DatabaseAway {
    private static final int CAUSES_MAX = 20;
    /** Classes of SQLSTATE: connection, resources, operator intervention (which includes a cancelled statement). */
    private static final Set<String> CLASSES = Set.of("08", "53", "57");
    /** A lock that another holds; a transaction that was ended because it took too long. */
    private static final Set<String> STATES = Set.of("55P03", "25P03", "25P04");

    private static final int CLASS_LENGTH = 2;

    private DatabaseAway() {}

    /** Whether the failure passes by itself once the database serves again. */
    static boolean caused(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof SQLTransientException
                    || (cause instanceof SQLException sql && away(sql.getSQLState()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean away(@Nullable String state) {
        return state != null
                && state.length() > CLASS_LENGTH
                && (STATES.contains(state) || CLASSES.contains(state.substring(0, CLASS_LENGTH)));
    }
}
