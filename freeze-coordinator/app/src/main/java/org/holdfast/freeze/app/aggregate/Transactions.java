package org.holdfast.freeze.app.aggregate;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One transaction per request, repeated where another transaction was faster. */
@Component
public class Transactions {
    private static final int REPEATS_MAX = 4;

    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .includes(ConcurrencyFailureException.class)
            .maxRetries(REPEATS_MAX)
            .delay(Duration.ZERO)
            .build());
    private final TransactionTemplate template;
    private final TransactionTemplate savepoint;
    private final ClockCheck check;

    Transactions(TransactionTemplate template, PlatformTransactionManager transactions, ClockCheck check) {
        this.template = template;
        this.savepoint = new TransactionTemplate(transactions);
        this.check = check;
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** The result of {@code work} inside a transaction; an exception undoes what it wrote and nothing else. */
    public <T> T undoing(Supplier<T> work) {
        return Objects.requireNonNull(savepoint.execute(status -> work.get()));
    }

    /** The result of {@code work}. Throws {@link InputFaultException} after the last repeat, and on a wrong clock. */
    public <T> T run(Supplier<T> work) {
        check.require();
        try {
            return Objects.requireNonNull(retries.<T>invoke(() -> template.execute(status -> work.get())));
        } catch (ConcurrencyFailureException e) {
            throw new InputFaultException(
                    new InputFault(
                            "freeze.hold.busy",
                            "the request was changed by others at the same time",
                            "request",
                            "no other change",
                            "another change in each of " + (REPEATS_MAX + 1) + " tries",
                            "try again"),
                    e);
        }
    }
}
