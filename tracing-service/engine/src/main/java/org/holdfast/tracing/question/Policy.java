package org.holdfast.tracing.question;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** The policies of a trace and their standing before courts. Results keep this order. */
public enum Policy {
    FIFO(
            "fifo",
            Standing.LAWFUL,
            "default for running accounts in England (Clayton's Case), displaced where impracticable or unjust"),
    LIFO("lifo", Standing.LEAD, "last in, first out; no authority recorded, it shows how far order alone decides"),
    PRO_RATA("pro-rata", Standing.LAWFUL, "rolling pro rata; discussed in Barlow Clowes v Vaughan"),
    DIRTY_FIRST(
            "dirty-first",
            Standing.LAWFUL,
            "payments take traced value before what is kept; a choice of the government in US v Banco Cafetero"),
    LOWEST_BALANCE(
            "lowest-balance",
            Standing.LAWFUL,
            "lowest intermediate balance (Roscoe v Winder); default where practicable in Boughner v Greyhawk"),
    HIGHEST_OUT("highest-out", Standing.LEAD, "taint in, highest out; no court follows it"),
    POISON("poison", Standing.LEAD, "no court follows it; it shows where to look");

    /** The permitted use of a result. */
    public enum Standing {
        /** Courts have used the policy. A result can support a hold request. */
        LAWFUL("lawful doctrine"),
        /** A lead for investigators only. */
        LEAD("lead only");

        private final String word;

        Standing(String word) {
            this.word = word;
        }
    }

    private final String word;
    private final Standing standing;
    private final String remark;

    Policy(String word, Standing standing, String remark) {
        this.word = word;
        this.standing = standing;
        this.remark = remark;
    }

    /**
     * The policy with this word. Throws {@link InputFaultException} ({@code tracing.policy.unknown}) for an unknown
     * word.
     */
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
                Arrays.stream(values()).map(Policy::word).collect(Collectors.joining(", ", "one of ", "")),
                InputFault.quote(word),
                "choose one of these"));
    }

    /** The stable form of the policy. */
    public String word() {
        return word;
    }

    /** The standing of the policy before courts, in words. */
    public String standing() {
        return standing.word;
    }

    /** The authority of the policy, in words. */
    public String remark() {
        return remark;
    }

    /** True if a result can support a hold request. False for leads. */
    public boolean lawful() {
        return standing == Standing.LAWFUL;
    }

    /** True if the traced total never grows. Only poison makes clean value traced. */
    public boolean conserves() {
        return this != POISON;
    }

    /** True where the value of each output can be assigned to inputs without knowledge of other traced value. */
    public boolean hasInverse() {
        return switch (this) {
            case FIFO, LIFO, PRO_RATA -> true;
            case DIRTY_FIRST, LOWEST_BALANCE, HIGHEST_OUT, POISON -> false;
        };
    }

    /**
     * Requires policies that can be followed backward.
     *
     * @throws InputFaultException {@code tracing.policy.no-inverse} for the first that cannot
     */
    public static void requireInverse(List<Policy> policies) {
        for (Policy policy : policies) {
            if (!policy.hasInverse()) {
                throw new InputFaultException(new InputFault(
                        "tracing.policy.no-inverse",
                        "a policy cannot be followed backward",
                        "policies",
                        "fifo, lifo or pro-rata",
                        policy.word(),
                        "trace forward from the suspected source under this policy"));
            }
        }
    }

    @Override
    public String toString() {
        return word;
    }
}
