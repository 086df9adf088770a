package org.holdfast.kit.access;

import org.springframework.security.core.GrantedAuthority;

/** What a route may need. Roles list what they have: {@link Role}. */
public enum Permission implements GrantedAuthority {
    READ_METRICS("read metrics"),

    READ_TRACES("read chains, labels and traces"),
    /** Also the cancellation of one's own traces and the check of an index. */
    ASK_TRACES("ask for traces"),
    PUT_LABELS("put labels"),
    /** Withdrawal of a label, which ends holds, and cancellation of any trace. */
    OVERSEE_TRACES("withdraw labels and cancel traces of others"),

    READ_HOLDS("read hold requests"),
    /** Also extension and release. */
    DRAFT_HOLDS("draft hold requests"),
    /** Approval, dismissal, and the decision to keep a request whose fact was withdrawn. */
    DECIDE_HOLDS("decide hold requests"),

    /** Inbox and answers of one exchange. */
    ANSWER_HOLDS("answer hold requests", CallerKind.EXCHANGE);

    private final String words;
    private final CallerKind kind;

    Permission(String words) {
        this(words, CallerKind.OFFICER);
    }

    Permission(String words, CallerKind kind) {
        this.words = words;
        this.kind = kind;
    }

    /** The permission as a verb phrase. */
    public String words() {
        return words;
    }

    /** The only kind of caller that can have this permission. */
    public CallerKind kind() {
        return kind;
    }

    @Override
    public String getAuthority() {
        return name();
    }
}
