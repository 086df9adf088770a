package org.holdfast.tracing.policy;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** The policies a trace can be asked for, with their standing before courts. Order here is order in results. */
public enum Policy {
    FIFO(
            "fifo",
            "lawful doctrine",
            "default for running accounts in England (Clayton's Case), displaced where impracticable or unjust"),
    PRO_RATA("pro-rata", "lawful doctrine", "rolling pro rata; discussed in Barlow Clowes v Vaughan"),
    POISON("poison", "lead only", "no court follows it; it shows where to look");

    private final String word;
    private final String standing;
    private final String remark;

    Policy(String word, String standing, String remark) {
        this.word = word;
        this.standing = standing;
        this.remark = remark;
    }

    /** The policy by its word. Throws {@link InputFaultException} on any other word. */
    public static Policy parse(String word) {
        for (Policy policy : values()) {
            if (policy.word.equals(word)) {
                return policy;
            }
        }
        throw new InputFaultException(new InputFault(
                "tracing.policy.unknown",
                "a policy is unknown",
                "policies",
                "fifo, pro-rata or poison",
                InputFault.quote(word),
                "choose one of these"));
    }

    public String word() {
        return word;
    }

    public String standing() {
        return standing;
    }

    public String remark() {
        return remark;
    }

    /** True where results may carry a request: poison only shows where to look. */
    public boolean lawful() {
        return this != POISON;
    }

    @Override
    public String toString() {
        return word;
    }
}
