package org.holdfast.freeze.app.aggregate;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
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

    Transactions(TransactionTemplate template) {
        this.template = template;
    }

    /** The result of {@code work}. Throws the last {@link ConcurrencyFailureException} after all repeats. */
    public <T> T run(Supplier<T> work) {
        return Objects.requireNonNull(retries.<T>invoke(() -> template.execute(status -> work.get())));
    }
}
