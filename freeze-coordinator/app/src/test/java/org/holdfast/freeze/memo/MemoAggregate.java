package org.holdfast.freeze.memo;

import java.util.Map;
import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.app.aggregate.StoredTypes;
import org.holdfast.kit.rest.ErrorCodes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The memo as a kind of aggregate. A feature of the program needs no scan of its own. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class MemoAggregate {
    static final AggregateKind<MemoCommand, MemoEvent, MemoState, MemoRefusal> KIND = new AggregateKind<>(
            "Memo",
            MemoCommand.class,
            MemoEvent.class,
            new MemoDecider(),
            new StoredTypes(
                    "1",
                    Map.of(
                            "memo.MemoWritten", MemoEvent.MemoWritten.class,
                            "memo.MemoClosed", MemoEvent.MemoClosed.class)));

    @Bean
    AggregateKind<?, ?, ?, ?> memo() {
        return KIND;
    }

    @Bean
    ErrorCodes memoErrors() {
        return MemoBodies.ERRORS;
    }
}
