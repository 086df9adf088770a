package org.holdfast.tracing.question;

/** Watches a running question and can cancel it. It cannot change a finished result. */
@FunctionalInterface
public interface QuestionMonitor {
    /** Cancels nothing. */
    QuestionMonitor NONE = (policy, visited, waiting) -> true;

    /** A walk asks its monitor once per this number of transactions or movements. */
    int INTERVAL = 1_024;

    /**
     * Called at the start of each policy and after every {@link #INTERVAL} steps.
     *
     * @param visited transactions or movements read under this policy so far
     * @param waiting size of the frontier
     * @return false to cancel the whole question without a result
     */
    boolean goOn(Policy policy, long visited, long waiting);

    /** Called at the end of a walk over outputs with its cost. */
    default void ended(WalkEffort effort) {
        // Optional.
    }
}
