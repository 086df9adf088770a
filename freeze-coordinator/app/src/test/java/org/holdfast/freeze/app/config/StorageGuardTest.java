package org.holdfast.freeze.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class StorageGuardTest {
    @Test
    void refusesWhereNothingKeepsState() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(StorageGuard.class);
            assertThatThrownBy(context::refresh).hasMessageContaining("no TransactionManager is configured");
        }
    }

    @Test
    void refusesWhatAxonFallsBackTo() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(StorageGuard.class);
            context.registerBean(TransactionManager.class, () -> NoTransactionManager.INSTANCE);
            assertThatThrownBy(context::refresh).hasMessageContaining("expected SpringTransactionManager");
        }
    }
}
