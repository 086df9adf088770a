package org.holdfast.kit.access;

import static org.holdfast.kit.access.Permission.ANSWER_HOLDS;
import static org.holdfast.kit.access.Permission.ASK_TRACES;
import static org.holdfast.kit.access.Permission.DECIDE_HOLDS;
import static org.holdfast.kit.access.Permission.DRAFT_HOLDS;
import static org.holdfast.kit.access.Permission.OVERSEE_TRACES;
import static org.holdfast.kit.access.Permission.PUT_LABELS;
import static org.holdfast.kit.access.Permission.READ_HOLDS;
import static org.holdfast.kit.access.Permission.READ_METRICS;
import static org.holdfast.kit.access.Permission.READ_TRACES;

import java.util.Locale;
import java.util.Set;

/** The one table of roles and their permissions, for all services. */
public enum Role {
    INVESTIGATOR(READ_METRICS, READ_TRACES, ASK_TRACES, PUT_LABELS, READ_HOLDS, DRAFT_HOLDS),
    SUPERVISOR(
            READ_METRICS, READ_TRACES, ASK_TRACES, PUT_LABELS, OVERSEE_TRACES, READ_HOLDS, DRAFT_HOLDS, DECIDE_HOLDS),
    PROSECUTOR(READ_METRICS, READ_TRACES, READ_HOLDS, DRAFT_HOLDS, DECIDE_HOLDS),
    JUDGE(READ_HOLDS, DECIDE_HOLDS),
    AUDITOR(READ_METRICS, READ_TRACES, READ_HOLDS),
    /** No permission yet: no route serves a central authority. */
    CENTRAL_AUTHORITY_OFFICER(),
    /** No permission yet: no route serves the defence. */
    DEFENCE(),

    EXCHANGE(ANSWER_HOLDS);

    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Set.of(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** The kind of caller that can have this role. */
    CallerKind kind() {
        return this == EXCHANGE ? CallerKind.EXCHANGE : CallerKind.OFFICER;
    }

    /** The word of the access file, such as {@code investigator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
