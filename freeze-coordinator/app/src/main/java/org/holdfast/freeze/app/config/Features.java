package org.holdfast.freeze.app.config;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.app.aggregate.StoredNames;
import org.holdfast.freeze.app.aggregate.StoredTypes;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.app.fact.FactTypes;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.app.process.ProcessTypes;
import org.holdfast.freeze.app.process.axon.FreezeProcessSaga;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of aggregate, and every stored name. */
@Configuration(proxyBeanMethods = false)
class Features {
    @Bean
    AggregateKind<?, ?, ?, ?> holdRequest() {
        return HoldAggregate.KIND;
    }

    @Bean
    AggregateKind<?, ?, ?, ?> coverage() {
        return CoverageAggregate.KIND;
    }

    @Bean
    StoredNames storedNames(List<AggregateKind<?, ?, ?, ?>> kinds) {
        var stored =
                new ArrayList<StoredTypes>(List.of(FactTypes.STORED, ProcessTypes.STORED, FreezeProcessSaga.STORED));
        kinds.forEach(kind -> stored.add(kind.stored()));
        return new StoredNames(stored);
    }
}
