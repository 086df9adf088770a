package org.holdfast.tracing.app.fact.kafka;

import java.util.Map;
import org.holdfast.kit.loop.LoopHealthIndicator;
import org.springframework.stereotype.Component;

/** Down while facts cannot be sent; shows how many of them wait. */
@Component("relayHealthIndicator")
class RelayHealthIndicator extends LoopHealthIndicator {
    RelayHealthIndicator(KafkaFactRelay relay) {
        super(() -> Map.of("facts", relay.status()));
    }
}
