package org.holdfast.kit.small;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.holdfast.kit.config.ServiceDescription;
import org.holdfast.kit.config.ServiceKit;
import org.holdfast.kit.rest.ErrorCodes;
import org.holdfast.testkit.MovableClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A service with a few routes of each sort. */
@SpringBootApplication
@Import(ServiceKit.class)
class SmallService {
    static final int BODY_BYTES_MAX = 1_000;

    @Bean
    Clock clock() {
        return new MovableClock(Instant.EPOCH);
    }

    @Bean
    ServiceDescription service(@Value("${access}") Path access) {
        return new ServiceDescription(access, BODY_BYTES_MAX);
    }

    @Bean
    ErrorCodes locks() {
        return new ErrorCodes(Map.of(HttpStatus.CONFLICT, List.of("small.note.locked")));
    }

    @Bean
    ErrorCodes bounds() {
        return new ErrorCodes(Map.of(HttpStatus.TOO_MANY_REQUESTS, List.of("small.note.busy")));
    }

    /** A route outside controllers, which cannot name a permission. */
    @Bean
    RouterFunction<ServerResponse> functional() {
        return RouterFunctions.route()
                .GET("/v1/functional", request -> ServerResponse.ok().body("open"))
                .build();
    }
}
