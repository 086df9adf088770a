package org.holdfast.freeze.app.config;

import java.io.IOException;
import java.time.Clock;
import java.util.TreeMap;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.app.settings.LegalPacks;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.freeze.app.watch.MonotonicClock;
import org.holdfast.freeze.coordination.DraftRules;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.kit.config.ServiceDescription;
import org.holdfast.kit.config.ServiceKit;
import org.holdfast.kit.rest.ErrorCodes;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.OfficerId;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(ServiceKit.class)
class Wiring {
    private static final OfficerId COORDINATOR = new OfficerId("coordinator");
    /** Five hundred lines fit. */
    private static final int BODY_BYTES_MAX = 1_000_000;

    @Bean
    ServiceDescription service(FreezeSettings settings) {
        return new ServiceDescription(settings.access().file(), BODY_BYTES_MAX);
    }

    @Bean
    ErrorCodes errors() {
        return FreezeErrors.CODES;
    }

    /** The one clock of the coordinator, with microseconds as the database keeps them. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return new MonotonicClock(Clock.systemUTC(), System::nanoTime);
    }

    @Bean
    ClockCheck clockCheck(Clock clock) {
        return new ClockCheck(clock, System::nanoTime);
    }

    /** The legal packs of this installation, by id. */
    @Bean
    LegalPacks legalPacks(JsonMapper json) throws IOException {
        var packs = new TreeMap<String, LegalPack>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:legal/*.json")) {
            try (var in = file.getInputStream()) {
                LegalPack pack = json.readValue(in, LegalPack.class);
                if (packs.put(pack.id(), pack) != null) {
                    throw new IllegalStateException("two legal packs " + pack.id());
                }
            }
        }
        return new LegalPacks(packs);
    }

    @Bean
    DraftRules draftRules(FreezeSettings settings, LegalPacks packs) {
        LegalPack basis = packs.byId(settings.basis());
        if (basis == null) {
            throw new InputFaultException(new InputFault(
                    "freeze.basis.unknown",
                    "no legal pack has that id",
                    "holdfast.basis",
                    String.join(", ", packs.ids()),
                    InputFault.quote(settings.basis()),
                    "name one of those"));
        }
        return new DraftRules(basis, COORDINATOR);
    }
}
