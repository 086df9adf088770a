package org.holdfast.freeze.app.aggregate;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One transaction per request, tried again where another was faster. */
@Component
public class Transactions {
    private static final int TRIES_MAX = 5;

    private final TransactionTemplate template;

    Transactions(TransactionTemplate template) {
        this.template = template;
    }

    /** The result of {@code work}. Throws the last {@link ConcurrencyFailureException} after all tries. */
    public <T> T run(Supplier<T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return Objects.requireNonNull(template.execute(status -> work.get()));
            } catch (ConcurrencyFailureException e) {
                if (tried == TRIES_MAX) {
                    throw e;
                }
            }
        }
    }
}
