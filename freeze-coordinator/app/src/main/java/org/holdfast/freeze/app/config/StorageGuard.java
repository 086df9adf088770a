package org.holdfast.freeze.app.config;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Refuses to start unless everything that must survive a crash is kept in the database. Axon falls back to memory
 * without an error where it finds no data source.
 */
@Component
class StorageGuard implements SmartInitializingSingleton {
    private final ApplicationContext context;

    StorageGuard(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        require(TransactionManager.class, SpringTransactionManager.class);
        require(EventBus.class, EmbeddedEventStore.class);
        require(EventStorageEngine.class, JdbcEventStorageEngine.class);
        require(TokenStore.class, JdbcTokenStore.class);
        require(SagaStore.class, JdbcSagaStore.class);
        require(DeadlineManager.class, DbSchedulerDeadlineManager.class);
        require(Serializer.class, JacksonSerializer.class);
    }

    private void require(Class<?> port, Class<?> adapter) {
        var beans = context.getBeansOfType(port);
        if (beans.isEmpty()) {
            throw new IllegalStateException("no " + port.getSimpleName() + " is configured, expected "
                    + adapter.getSimpleName() + "; state would be kept in memory");
        }
        beans.forEach((name, bean) -> {
            if (!adapter.isInstance(bean)) {
                throw new IllegalStateException(
                        "bean " + name + " is a " + bean.getClass().getName() + ", expected " + adapter.getSimpleName()
                                + "; state would be lost in a crash");
            }
        });
    }
}
