package org.holdfast.tracing.question;

/** Watches a trace while it runs, and may end it. Has no influence on a result that is finished. */
@FunctionalInterface
public interface QuestionMonitor {
    /** Lets every trace run to its end. */
    QuestionMonitor NONE = (policy, visited, waiting) -> true;

    /** After how many transactions or movements a monitor is asked again. */
    int INTERVAL = 1_024;

    /**
     * Called at the start of each policy and every {@link #INTERVAL} steps.
     *
     * @param visited transactions or movements read under this policy so far
     * @param waiting how many stand in the frontier
     * @return false ends the whole trace without a result
     */
    boolean goOn(Policy policy, long visited, long waiting);

    /** Called when a walk over outputs has ended, with what it took. */
    default void ended(WalkEffort effort) {
        // Most do not ask.
    }
}
