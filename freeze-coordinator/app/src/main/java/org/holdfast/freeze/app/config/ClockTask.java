package org.holdfast.freeze.app.config;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a clock's task as it is, and soon again where it failed. The scheduler's own default waits five minutes, which
 * a silent exchange's hour does not bear; and it never gives up, since a legal clock must run out.
 */
final class ClockTask<T> implements FailureHandler<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ClockTask.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);
    private static final int DOUBLINGS_MAX = 6;

    private ClockTask() {}

    static <T> Task<T> promptly(Task<T> task) {
        return Tasks.oneTime(task.getTaskName(), task.getDataClass())
                .onFailure(new ClockTask<>())
                .execute((instance, context) -> task.execute(instance, context));
    }

    @Override
    public void onFailure(ExecutionComplete done, ExecutionOperations<T> operations) {
        int failuresBefore = done.getExecution().consecutiveFailures;
        Duration wait = waitAfter(failuresBefore);
        LOG.error(
                "clock {} could not run out ({} times in a row), again in {}",
                done.getExecution().getId(),
                failuresBefore + 1,
                wait,
                done.getCause().orElse(null));
        operations.reschedule(done, done.getTimeDone().plus(wait));
    }

    /** Doubles with each failure in a row, up to {@link #WAIT_MAX}. */
    static Duration waitAfter(int failuresBefore) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failuresBefore, DOUBLINGS_MAX));
        return wait.compareTo(WAIT_MAX) < 0 ? wait : WAIT_MAX;
    }
}
